package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import java.util.List;

/** {@code DROP}: what is gone. */
final class DropReader {
    private final Cursor cursor;
    private final SearchPath path;

    DropReader(Cursor cursor, SearchPath path) {
        this.cursor = cursor;
        this.path = path;
    }

    Reading read() {
        if (OtherObjects.areNext(cursor)) {
            Reading reading = Reading.notSeen(Why.OTHER, "it is about no table");
            if (cursor.has("cascade")) {
                reading.cascades();
            }
            return reading;
        } else if (cursor.accept("trigger")) {
            return part(Kind.TRIGGER);
        } else if (cursor.accept("policy")) {
            return part(Kind.POLICY);
        } else if (AlterReader.isRoutine(cursor)) {
            return list(Kind.FUNCTION);
        }
        return list(kind());
    }

    private Kind kind() {
        if (cursor.accept("foreign table") || cursor.accept("table")) {
            return Kind.TABLE;
        } else if (cursor.accept("materialized view") || cursor.accept("view")) {
            return Kind.VIEW;
        } else if (cursor.accept("index")) {
            cursor.accept("concurrently");
            return Kind.INDEX;
        } else if (cursor.accept("type") || cursor.accept("domain")) {
            return Kind.TYPE;
        } else if (cursor.accept("sequence")) {
            return Kind.SEQUENCE;
        }
        cursor.expect("schema");
        return Kind.SCHEMA;
    }

    private Reading list(Kind kind) {
        Reading reading = new Reading();
        cursor.accept("if exists");
        do {
            List<String> name = cursor.path();
            if (kind == Kind.FUNCTION && cursor.isSymbol("(")) {
                cursor.group();
            }
            cursor.insist(kind != Kind.SCHEMA || name.size() == 1);
            reading.touches().add(Touch.of(Action.DROP, kind, kind == Kind.SCHEMA ? name.get(0) : path.find(name)));
        } while (cursor.acceptSymbol(","));
        return ended(reading);
    }

    private Reading part(Kind kind) {
        cursor.accept("if exists");
        String name = cursor.name();
        cursor.expect("on");
        return ended(Reading.of(Touch.part(Action.DROP, kind, path.find(cursor.path()), name)));
    }

    private Reading ended(Reading reading) {
        if (cursor.accept("cascade")) {
            reading.cascades();
        } else {
            cursor.accept("restrict");
        }
        cursor.end();
        return reading;
    }
}
