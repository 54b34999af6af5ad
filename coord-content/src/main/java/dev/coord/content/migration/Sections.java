package dev.coord.content.migration;

import java.util.regex.Pattern;

/**
 * The two parts of an SQL file that does and undoes a step, as goose, dbmate, sql-migrate and node-pg-migrate tell them, each with the
 * lines of the other empty so that lines keep their number.
 */
public final class Sections {

    private static final Pattern UP =
            Pattern.compile("(?i)\\s*--\\s*(?:(?:\\+goose|migrate:|\\+migrate)\\s*up\\b.*|up\\s+migration)");
    private static final Pattern DOWN =
            Pattern.compile("(?i)\\s*--\\s*(?:(?:\\+goose|migrate:|\\+migrate)\\s*down\\b.*|down\\s+migration)");

    private Sections() {}

    /** What makes the step. */
    public static String up(String text) {
        return part(text, true);
    }

    /** What undoes it. */
    public static String down(String text) {
        return part(text, false);
    }

    private static String part(String text, boolean isUp) {
        StringBuilder part = new StringBuilder();
        boolean isIn = isUp;
        for (String line : text.split("(?<=\n)", -1)) {
            String bare = line.stripTrailing();
            if (UP.matcher(bare).matches()) {
                isIn = isUp;
            } else if (DOWN.matcher(bare).matches()) {
                isIn = !isUp;
            }
            part.append(isIn ? line : line.endsWith("\n") ? "\n" : "");
        }
        return part.toString();
    }
}
