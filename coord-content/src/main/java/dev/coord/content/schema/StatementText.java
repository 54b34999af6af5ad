package dev.coord.content.schema;

import dev.coord.content.sql.SqlStatement;

/** How statements are told. */
final class StatementText {
    private static final int LONGEST = 160;

    private StatementText() {}

    /** On one line, the beginning of a long one. */
    static String shortened(SqlStatement statement) {
        String text = statement.text();
        String line = text.substring(0, Math.min(text.length(), LONGEST * 4)).replaceAll("\\s+", " ");
        return line.length() <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST))) + "...";
    }
}
