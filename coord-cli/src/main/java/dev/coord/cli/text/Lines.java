package dev.coord.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Safe text in lines of at most 100 columns. A word is never broken, so that what is copied is whole. */
public final class Lines {

    public static final int WIDEST = 100;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Lines() {}

    /** The columns a text takes, without its colours. */
    static int width(String text) {
        return COLOUR.matcher(text).replaceAll("").length();
    }

    /** Text that begins at a column and goes on there in the next lines. */
    static String wrapped(String text, int column) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.addAll(broken(line, WIDEST - column)));
        return String.join("\n" + " ".repeat(column), lines);
    }

    private static List<String> broken(String text, int room) {
        if (width(text) <= room) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line + " " + word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
