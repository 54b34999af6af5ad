package dev.coord.content.module;

import java.util.regex.Pattern;

/** What of a source file is no part of its language. Pure. */
public final class SourceText {
    private static final String MARK = "\ufeff";
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    private SourceText() {}

    /**
     * A source as its lines are.
     *
     * @param text what a file holds
     * @return the same without the mark of its encoding, where each line ends with a line feed
     */
    public static String plain(String text) {
        String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        return unmarked.indexOf('\r') < 0
                ? unmarked
                : LONE_RETURN.matcher(unmarked).replaceAll("\n");
    }
}
