package dev.coord.content.sql;

import java.util.List;
import java.util.Locale;

/**
 * What a statement lets pass: words of its own say so, not those of its texts and comments. Pure.
 *
 * @param letsPassMissing whether what it is about need not be there, as by {@code drop table if exists}
 * @param letsPassMissingParts whether parts of that need not, as by {@code drop column if exists}
 * @param letsPassThere whether what it makes may be there, as by {@code create table if not exists} or {@code create or replace}
 */
public record Guard(boolean letsPassMissing, boolean letsPassMissingParts, boolean letsPassThere) {

    private static final Guard NONE = new Guard(false, false, false);

    /** What stands between the action and the guard, where that is about all of the statement. */
    private static final List<String> KINDS = List.of(
            "table",
            "materialized",
            "view",
            "foreign",
            "index",
            "concurrently",
            "sequence",
            "type",
            "domain",
            "schema",
            "function",
            "procedure",
            "routine",
            "aggregate",
            "trigger",
            "event",
            "policy",
            "rule",
            "extension",
            "server",
            "collation",
            "data",
            "wrapper");

    /** Of one statement. */
    public static Guard of(String statement) {
        String text = statement.toLowerCase(Locale.ROOT);
        if (!text.contains("exists") && !text.contains("replace")) {
            return NONE;
        }
        Cursor words = Cursor.of(statement);
        if (words.is("do")) { // its statements are in a text
            return new Guard(
                    text.contains("if exists"), false, text.contains("if not exists") || text.contains("or replace"));
        }
        boolean isThere = words.is("create or replace");
        boolean isMissing = false;
        if (words.accept("drop") || words.accept("alter")) {
            while (KINDS.stream().anyMatch(words::accept)) {
                isMissing = words.is("if exists");
            }
        }
        boolean isMissingPart = false;
        while (!words.isAtEnd()) {
            isMissingPart |= words.is("if exists");
            isThere |= words.is("if not exists");
            words.take();
        }
        return new Guard(isMissing, isMissingPart, isThere);
    }
}
