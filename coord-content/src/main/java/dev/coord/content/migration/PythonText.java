package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Python without what says nothing: comments and texts over several lines are blank, and everything else stays in its place. */
final class PythonText {

    private PythonText() {}

    /** One character for one byte. */
    static String of(byte[] content) {
        return new String(content, ISO_8859_1);
    }

    static String blanked(String text) {
        StringBuilder kept = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            char c = text.charAt(at);
            if (c == '#') {
                end = endOf(text, "\n", at);
                blank(kept, at, end);
            } else if (c == '"' || c == '\'') {
                String three = String.valueOf(c).repeat(3);
                if (text.startsWith(three, at)) {
                    end = Math.min(text.length(), endOf(text, three, at + 3) + 3);
                    blank(kept, at, end);
                } else {
                    end = afterText(text, at);
                }
            }
            at = end;
        }
        return kept.toString();
    }

    private static int endOf(String text, String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found;
    }

    private static void blank(StringBuilder text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** The place after the bracket that ends what begins at a place; the end of the text where none does. */
    static int afterBracket(String blanked, int from) {
        int depth = 0;
        int at = from;
        while (at < blanked.length()) {
            char c = blanked.charAt(at);
            at = c == '\'' || c == '"' ? afterText(blanked, at) : at + 1;
            if (c == '(' || c == '[') {
                depth++;
            } else if ((c == ')' || c == ']') && --depth == 0) {
                return at;
            }
        }
        return at;
    }

    /** The place after a text of one line. */
    static int afterText(String text, int from) {
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == text.charAt(from)) {
                return at + 1;
            }
            if (c == '\n') {
                return at;
            }
            at += c == '\\' ? 2 : 1;
        }
        return text.length();
    }
}
