package dev.coord.content.footprint;

import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import java.util.List;

/** {@code ALTER TABLE}: each of its actions. */
final class AlterTableReader {
    /** What changes nothing but the table itself. */
    private static final List<String> OF_THE_TABLE = List.of(
            "enable row level security",
            "disable row level security",
            "force row level security",
            "no force row level security",
            "owner to",
            "set logged",
            "set unlogged",
            "set tablespace",
            "set without",
            "set access method",
            "set",
            "reset",
            "cluster on",
            "replica identity",
            "inherit",
            "no inherit",
            "of",
            "not of",
            "enable trigger",
            "disable trigger",
            "enable always trigger",
            "enable replica trigger",
            "enable rule",
            "disable rule",
            "enable always rule",
            "enable replica rule");

    private final Cursor cursor;
    private final SearchPath path;

    AlterTableReader(Cursor cursor, SearchPath path) {
        this.cursor = cursor;
        this.path = path;
    }

    Reading read() {
        cursor.accept("if exists");
        cursor.accept("only");
        cursor.insist(!cursor.is("all in tablespace"));
        List<String> name = cursor.path();
        cursor.acceptSymbol("*");
        Reading moved = AlterReader.renamed(cursor, path, Kind.TABLE, name);
        if (!moved.touches().isEmpty()) {
            return moved;
        }
        String table = path.find(name);
        if (cursor.accept("rename")) {
            return renamedPart(table);
        }
        Reading reading = Reading.of(Touch.of(Action.ALTER, Kind.TABLE, table));
        for (Cursor action : cursor.parts()) {
            read(table, action, reading);
        }
        return reading;
    }

    private Reading renamedPart(String table) {
        Kind kind = cursor.accept("constraint") ? Kind.CONSTRAINT : Kind.COLUMN;
        if (kind == Kind.COLUMN) {
            cursor.accept("column");
        }
        Reading reading = Reading.of(Touch.part(Action.RENAME, kind, table, cursor.name()));
        cursor.expect("to");
        reading.touches().add(Touch.part(Action.RENAME, kind, table, cursor.name()));
        cursor.end();
        return reading;
    }

    private void read(String table, Cursor action, Reading reading) {
        if (action.accept("add")) {
            add(table, action, reading);
        } else if (action.accept("drop")) {
            drop(table, action, reading);
        } else if (action.accept("alter")) {
            part(Action.ALTER, table, action, reading);
        } else if (action.accept("validate")) {
            action.insist(action.is("constraint"));
            part(Action.ALTER, table, action, reading);
            action.end();
        } else if (action.accept("attach partition") || action.accept("detach partition")) {
            reading.touches().add(Touch.of(Action.ALTER, Kind.TABLE, path.find(action.path())));
        } else {
            action.insist(OF_THE_TABLE.stream().anyMatch(action::is));
        }
    }

    private void add(String table, Cursor action, Reading reading) {
        if (action.accept("constraint")) {
            reading.touches().add(Touch.part(Action.CREATE, Kind.CONSTRAINT, table, action.name()));
            return;
        } else if (CreateReader.isConstraint(action)) {
            return;
        }
        action.accept("column");
        action.accept("if not exists");
        reading.touches().add(Touch.part(Action.CREATE, Kind.COLUMN, table, action.name()));
        action.insist(!action.isAtEnd());
    }

    private void drop(String table, Cursor action, Reading reading) {
        part(Action.DROP, table, action, reading);
        if (action.accept("cascade")) {
            reading.cascades();
        } else {
            action.accept("restrict");
        }
        action.end();
    }

    private void part(Action what, String table, Cursor action, Reading reading) {
        Kind kind = action.accept("constraint") ? Kind.CONSTRAINT : Kind.COLUMN;
        if (kind == Kind.COLUMN) {
            action.accept("column");
        }
        action.accept("if exists");
        reading.touches().add(Touch.part(what, kind, table, action.name()));
    }
}
