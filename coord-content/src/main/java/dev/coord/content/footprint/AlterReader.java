package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlNames;
import java.util.List;

/** {@code ALTER} of everything but tables. */
final class AlterReader {
    private final Cursor cursor;
    private final SearchPath path;

    AlterReader(Cursor cursor, SearchPath path) {
        this.cursor = cursor;
        this.path = path;
    }

    Reading read() {
        if (cursor.is("default privileges")) {
            return Reading.notSeen(Why.RIGHTS, "it changes who may do what");
        } else if (OtherObjects.areNext(cursor)) {
            return Reading.notSeen(Why.OTHER, "it is about no table");
        } else if (cursor.accept("foreign table") || cursor.accept("table")) {
            return new AlterTableReader(cursor, path).read();
        } else if (cursor.accept("materialized view") || cursor.accept("view")) {
            return relation(Kind.VIEW);
        } else if (cursor.accept("index")) {
            return relation(Kind.INDEX);
        } else if (cursor.accept("sequence")) {
            return relation(Kind.SEQUENCE);
        } else if (cursor.accept("type")) {
            return type();
        } else if (cursor.accept("domain")) {
            return named(Kind.TYPE);
        } else if (isRoutine(cursor)) {
            return named(Kind.FUNCTION);
        } else if (cursor.accept("trigger")) {
            return part(Kind.TRIGGER);
        } else if (cursor.accept("policy")) {
            return part(Kind.POLICY);
        }
        cursor.expect("schema");
        return schema();
    }

    static boolean isRoutine(Cursor cursor) {
        return cursor.accept("function")
                || cursor.accept("procedure")
                || cursor.accept("routine")
                || cursor.accept("aggregate");
    }

    private Reading relation(Kind kind) {
        cursor.accept("if exists");
        cursor.insist(!cursor.is("all in tablespace"));
        return named(kind);
    }

    private Reading named(Kind kind) {
        List<String> name = cursor.path();
        if (kind == Kind.FUNCTION && cursor.isSymbol("(")) {
            cursor.group();
        }
        Reading reading = renamed(kind, name);
        if (reading.touches().isEmpty()) {
            reading.touches().add(Touch.of(Action.ALTER, kind, path.find(name)));
        }
        return reading;
    }

    /** To another name, or into another schema; otherwise nothing. */
    private Reading renamed(Kind kind, List<String> name) {
        return renamed(cursor, path, kind, name);
    }

    static Reading renamed(Cursor cursor, SearchPath path, Kind kind, List<String> name) {
        Reading reading = new Reading();
        String old = path.find(name);
        String last = name.get(name.size() - 1);
        if (cursor.accept("rename to")) {
            String schema = old.substring(0, old.length() - last.length());
            reading.touches().add(Touch.of(Action.RENAME, kind, old));
            reading.touches().add(Touch.of(Action.RENAME, kind, schema + cursor.name()));
            cursor.end();
        } else if (cursor.accept("set schema")) {
            reading.touches().add(Touch.of(Action.RENAME, kind, old));
            reading.touches().add(Touch.of(Action.RENAME, kind, cursor.name() + "." + last));
            cursor.end();
        }
        return reading;
    }

    private Reading type() {
        List<String> name = cursor.path();
        if (cursor.accept("add value")) {
            cursor.accept("if not exists");
            return value(name, Action.CREATE, SqlNames.value(cursor.value()));
        } else if (cursor.accept("rename value")) {
            String old = SqlNames.value(cursor.value());
            cursor.expect("to");
            Reading reading = value(name, Action.RENAME, old);
            reading.touches()
                    .addAll(value(name, Action.RENAME, SqlNames.value(cursor.value()))
                            .touches());
            cursor.end();
            return reading;
        }
        Reading reading = renamed(Kind.TYPE, name);
        if (reading.touches().isEmpty()) {
            reading.touches().add(Touch.of(Action.ALTER, Kind.TYPE, path.find(name)));
            if (cursor.has("cascade")) {
                reading.implies("it changes the tables of that type as well");
            }
        }
        return reading;
    }

    private Reading value(List<String> type, Action action, String value) {
        String name = path.find(type);
        Reading reading = Reading.of(Touch.of(Action.ALTER, Kind.TYPE, name));
        reading.touches().add(Touch.part(action, Kind.ENUM_VALUE, name, value));
        return reading;
    }

    private Reading part(Kind kind) {
        String name = cursor.name();
        cursor.expect("on");
        String table = path.find(cursor.path());
        if (!cursor.accept("rename to")) {
            return Reading.of(Touch.part(Action.ALTER, kind, table, name));
        }
        Reading reading = Reading.of(Touch.part(Action.RENAME, kind, table, name));
        reading.touches().add(Touch.part(Action.RENAME, kind, table, cursor.name()));
        cursor.end();
        return reading;
    }

    private Reading schema() {
        String name = cursor.name();
        if (!cursor.accept("rename to")) {
            cursor.expect("owner to");
            return Reading.of(Touch.of(Action.ALTER, Kind.SCHEMA, name));
        }
        Reading reading = Reading.of(Touch.of(Action.RENAME, Kind.SCHEMA, name));
        reading.touches().add(Touch.of(Action.RENAME, Kind.SCHEMA, cursor.name()));
        cursor.end();
        return reading;
    }
}
