package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlNames;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE}: what is made, and for tables with which columns and named constraints. */
final class CreateReader {
    private static final List<String> CONSTRAINTS =
            List.of("check", "unique", "primary key", "foreign key", "exclude using", "not null");
    private static final List<String> AFTER_COLUMNS = List.of(
            "inherits",
            "partition by",
            "using",
            "with",
            "without oids",
            "on commit",
            "tablespace",
            "as",
            "for values",
            "default",
            "server");

    private final Cursor cursor;
    private final SearchPath path;

    CreateReader(Cursor cursor, SearchPath path) {
        this.cursor = cursor;
        this.path = path;
    }

    Reading read() {
        if (OtherObjects.areNext(cursor)) {
            return Reading.notSeen(Why.OTHER, "it is about no table");
        }
        boolean isReplacing = cursor.accept("or replace");
        if (cursor.accept("function") || cursor.accept("procedure") || cursor.accept("aggregate")) {
            return routine();
        } else if (cursor.accept("constraint trigger") || cursor.accept("trigger")) {
            return trigger();
        } else if (isTemporary()) {
            return temporary();
        } else if (cursor.accept("recursive view") || cursor.accept("view")) {
            return view();
        }
        cursor.insist(!isReplacing);
        return anew();
    }

    private Reading anew() {
        if (cursor.accept("unlogged table") || cursor.accept("foreign table") || cursor.accept("table")) {
            return table();
        } else if (cursor.accept("unique index") || cursor.accept("index")) {
            return index();
        } else if (cursor.accept("materialized view")) {
            return view();
        } else if (cursor.accept("unlogged sequence") || cursor.accept("sequence")) {
            cursor.accept("if not exists");
            return Reading.of(Touch.of(Action.CREATE, Kind.SEQUENCE, path.create(cursor.path())));
        } else if (cursor.accept("type")) {
            return type();
        } else if (cursor.accept("domain")) {
            return Reading.of(Touch.of(Action.CREATE, Kind.TYPE, path.create(cursor.path())));
        } else if (cursor.accept("policy")) {
            String name = cursor.name();
            cursor.expect("on");
            return Reading.of(Touch.part(Action.CREATE, Kind.POLICY, path.find(cursor.path()), name));
        }
        cursor.expect("schema");
        return schema();
    }

    private boolean isTemporary() {
        cursor.accept("global");
        cursor.accept("local");
        return cursor.accept("temp") || cursor.accept("temporary");
    }

    private Reading temporary() {
        if (!(cursor.accept("table") || cursor.accept("sequence") || cursor.accept("view"))) {
            cursor.expect("recursive view");
        }
        cursor.accept("if not exists");
        List<String> name = cursor.path();
        path.temporary(name.get(name.size() - 1));
        return Reading.notSeen(Why.DATA, "it does not outlast the session");
    }

    private Reading routine() {
        String name = path.create(cursor.path());
        cursor.insist(cursor.isSymbol("("));
        return Reading.of(Touch.of(Action.CREATE, Kind.FUNCTION, name));
    }

    private Reading trigger() {
        String name = cursor.name();
        cursor.skipTo("on");
        cursor.expect("on");
        return Reading.of(Touch.part(Action.CREATE, Kind.TRIGGER, path.find(cursor.path()), name));
    }

    private Reading view() {
        cursor.accept("if not exists");
        String name = path.create(cursor.path());
        cursor.skipTo("as");
        return Reading.of(Touch.of(Action.CREATE, Kind.VIEW, name));
    }

    private Reading index() {
        cursor.accept("concurrently");
        boolean mayBeThere = cursor.accept("if not exists");
        String name = !mayBeThere && cursor.is("on") ? "" : cursor.name();
        cursor.expect("on");
        cursor.accept("only");
        List<String> on = cursor.path();
        String table = path.find(on);
        cursor.insist(cursor.isSymbol("(") || cursor.is("using"));
        if (name.isEmpty()) {
            return Reading.of(Touch.of(Action.ALTER, Kind.TABLE, table));
        }
        String schema =
                table.substring(0, table.length() - on.get(on.size() - 1).length());
        return Reading.of(Touch.index(Action.CREATE, table, schema + name));
    }

    private Reading type() {
        String name = path.create(cursor.path());
        Reading reading = Reading.of(Touch.of(Action.CREATE, Kind.TYPE, name));
        if (cursor.accept("as enum")) {
            for (Cursor value : cursor.group()) {
                reading.touches().add(Touch.part(Action.CREATE, Kind.ENUM_VALUE, name, SqlNames.value(value.value())));
                value.end();
            }
            cursor.end();
        } else {
            cursor.insist(cursor.isAtEnd() || cursor.isSymbol("(") || cursor.is("as"));
        }
        return reading;
    }

    private Reading schema() {
        cursor.accept("if not exists");
        cursor.insist(!cursor.is("authorization"));
        String name = cursor.name();
        if (cursor.accept("authorization")) {
            cursor.take();
        }
        cursor.end();
        return Reading.of(Touch.of(Action.CREATE, Kind.SCHEMA, name));
    }

    private Reading table() {
        cursor.accept("if not exists");
        String table = path.create(cursor.path());
        Reading reading = Reading.of(Touch.of(Action.CREATE, Kind.TABLE, table));
        if (cursor.accept("partition of")) {
            cursor.path();
            reading.implies("it has the columns of the table it is a part of");
        } else if (cursor.accept("of")) {
            cursor.path();
            reading.implies("it has the columns of a type");
        }
        if (cursor.isSymbol("(")) {
            elements(table, reading);
        }
        cursor.insist(cursor.isAtEnd() || AFTER_COLUMNS.stream().anyMatch(cursor::is));
        if (cursor.is("inherits")) {
            reading.implies("it has the columns of the table it inherits from");
        } else if (cursor.has("as")) {
            reading.implies("it has the columns of a query");
        }
        return reading;
    }

    private void elements(String table, Reading reading) {
        List<Cursor> elements = new ArrayList<>(cursor.group());
        for (Cursor element : elements) {
            if (element.accept("constraint")) {
                reading.touches().add(Touch.part(Action.CREATE, Kind.CONSTRAINT, table, element.name()));
            } else if (element.accept("like")) {
                reading.implies("it has the columns of another table");
            } else if (!isConstraint(element)) {
                reading.touches().add(Touch.part(Action.CREATE, Kind.COLUMN, table, element.name()));
                cursor.insist(!element.isAtEnd() || cursor.has("as"));
            }
        }
    }

    /** One without a name. */
    static boolean isConstraint(Cursor element) {
        return CONSTRAINTS.stream().anyMatch(element::is) || element.isCall("exclude");
    }
}
