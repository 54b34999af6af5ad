package dev.coord.content.footprint;

import dev.coord.content.sql.Cursor;
import java.util.List;

/** What statements make, change and drop that is no part of tables, and that no footprint tells. */
final class OtherObjects {
    private static final List<String> KINDS = List.of(
            "extension",
            "publication",
            "subscription",
            "role",
            "user",
            "group",
            "database",
            "cast",
            "operator",
            "collation",
            "statistics",
            "text search",
            "language",
            "trusted language",
            "procedural language",
            "server",
            "foreign data wrapper",
            "tablespace",
            "access method",
            "transform",
            "conversion",
            "default conversion",
            "system",
            "large object");

    private OtherObjects() {}

    /** Whether one of them is what comes next. */
    static boolean areNext(Cursor cursor) {
        return KINDS.stream().anyMatch(cursor::is);
    }
}
