package dev.coord.plan;

/** Text of unknown origin, made fit for one line of a message. */
final class Printable {

    private static final int LONGEST = 120;

    private Printable() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(c ->
                        line.append(Character.isISOControl(c) ? String.format("\\u%04x", c) : Character.toString(c)));
        return text.codePointCount(0, text.length()) > LONGEST ? line + "..." : line.toString();
    }
}
