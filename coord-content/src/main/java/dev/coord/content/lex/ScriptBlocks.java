package dev.coord.content.lex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts in files that hold other things, too. Pure. */
public final class ScriptBlocks {
    private static final Pattern NAME = Pattern.compile(".*\\.(vue|svelte|astro)");
    private static final String OPEN = "<script";
    private static final String CLOSE = "</script";
    private static final Pattern FRONT = Pattern.compile("\\s*---[ \\t]*\\n(.*?)\\n---[ \\t]*(\\n|$)", Pattern.DOTALL);

    private ScriptBlocks() {}

    /**
     * Whether a file holds scripts in blocks.
     *
     * @param path the file
     * @return true for Vue, Svelte and Astro
     */
    public static boolean isIn(String path) {
        return NAME.matcher(path).matches();
    }

    /**
     * The scripts of a file.
     *
     * @param text the file
     * @return a text of the same lines in which everything that is no script is blank
     */
    public static String of(String text) {
        StringBuilder scripts = new StringBuilder(text.length());
        Matcher front = FRONT.matcher(text);
        int at = front.lookingAt() ? keep(text, 0, front.start(1), front.end(1), scripts) : 0;
        for (int open = text.indexOf(OPEN, at); open >= 0; open = text.indexOf(OPEN, at)) {
            int begin = text.indexOf('>', open) + 1;
            int end = text.indexOf(CLOSE, begin);
            if (begin == 0 || end < 0) {
                break;
            }
            at = keep(text, at, begin, end, scripts);
            scripts.setCharAt(scripts.length() - 1, ';'); // a statement ends with its block
        }
        return blank(text, at, text.length(), scripts).toString();
    }

    private static int keep(String text, int from, int begin, int end, StringBuilder scripts) {
        blank(text, from, begin, scripts).append(text, begin, end);
        if (end < text.length()) {
            blank(text, end, end + 1, scripts);
        }
        return Math.min(text.length(), end + 1);
    }

    private static StringBuilder blank(String text, int from, int to, StringBuilder scripts) {
        for (int i = from; i < to; i++) {
            scripts.append(text.charAt(i) == '\n' ? '\n' : ' ');
        }
        return scripts;
    }
}
