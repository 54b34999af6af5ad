package dev.coord.core.json;

import java.util.Locale;

/** Text of unknown origin, made fit for a line of a message: nothing in it moves a terminal's cursor. */
final class Shown {

    private static final int LONGEST = 120;

    private Shown() {}

    /** The first of its characters, all of them plain. */
    static String text(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters > LONGEST
                ? plain(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "..."
                : plain(text);
    }

    /** All of its characters, plain. */
    static String plain(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        line.append(isPlain(c) ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c)));
        return line.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
