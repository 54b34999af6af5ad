package dev.coord.cli.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of documentation, as what can be copied from it. */
record Page(String name, String text) {

    private static final Pattern FENCED = Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Lines below an empty one that are indented by four spaces or more, with empty ones between them. */
    private static final Pattern INDENTED = Pattern.compile("(?<=\n\n)(?: {4}[^\n]*\n|\n(?= {4}))+");

    private static final Pattern SECTION = Pattern.compile("^## .*$", Pattern.MULTILINE);

    /** What can be copied at once: lines for the shell, or a text in the language that its fence names. */
    record Block(String language, String text, int at, String section) {

        boolean isShell() {
            return language.equals("sh");
        }
    }

    static Page of(String name) {
        try {
            return new Page(name, Files.readString(Path.of("..", name)));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + name, e);
        }
    }

    /** The blocks from top to bottom. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(text);
        while (fenced.find()) {
            blocks.add(block(fenced.group(1), fenced.group(2), fenced.start()));
        }
        Matcher indented = INDENTED.matcher(FENCED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group().replaceAll("[^\n]", "-"))));
        while (indented.find()) {
            blocks.add(block("sh", indented.group().replaceAll("(?m)^ {4}", ""), indented.start()));
        }
        blocks.sort((one, other) -> Integer.compare(one.at(), other.at()));
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private Block block(String language, String text, int at) {
        Stream<String> before =
                SECTION.matcher(this.text.substring(0, at)).results().map(found -> found.group());
        return new Block(language, text, at, name + " " + before.reduce("", (one, later) -> later));
    }
}
