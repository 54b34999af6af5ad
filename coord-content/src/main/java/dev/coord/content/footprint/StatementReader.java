package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlNames;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a statement by its words alone, as far as these are certain. Specification 6.1. */
final class StatementReader {
    private final String text;
    private final Cursor cursor;
    private final SearchPath path;

    private StatementReader(String text, SearchPath path) {
        this.text = text;
        this.cursor = Cursor.of(text);
        this.path = path;
    }

    /**
     * Reads one.
     *
     * @param text the statement
     * @param path where names without a schema are; a statement that sets it changes it
     * @return what is read
     * @throws NotUnderstood if it is written in a way that is not known
     */
    static Reading read(String text, SearchPath path) {
        return new StatementReader(text, path).read();
    }

    private Reading read() {
        String first =
                cursor.isAtEnd() || cursor.isSymbol("(") ? "" : cursor.take().toLowerCase(Locale.ROOT);
        return switch (first) {
            case "create" -> new CreateReader(cursor, path).read();
            case "alter" -> new AlterReader(cursor, path).read();
            case "drop" -> new DropReader(cursor, path).read();
            case "comment" -> comment();
            case "set" -> set();
            case "reset", "discard" -> reset();
            case "show" -> Reading.notSeen(Why.SETTINGS, "it changes nothing");
            case "grant", "revoke", "reassign", "security" -> Reading.notSeen(Why.RIGHTS, "it changes who may do what");
            case "begin", "start", "commit", "end", "savepoint", "release" ->
                Reading.notSeen(Why.TRANSACTION, "it is about a transaction");
            case "rollback", "abort" -> Reading.notSeen(Why.UNKNOWN, "it takes back what was before it");
            case "insert",
                    "update",
                    "delete",
                    "merge",
                    "truncate",
                    "copy",
                    "refresh",
                    "cluster",
                    "reindex",
                    "vacuum",
                    "analyze",
                    "analyse",
                    "lock",
                    "checkpoint",
                    "notify",
                    "listen",
                    "unlisten" -> data();
            case "select", "with", "values" -> query(first);
            case "do" -> Reading.notSeen(Why.DYNAMIC, "a block does what only the database knows");
            case "call", "execute" -> Reading.notSeen(Why.DYNAMIC, "it runs what is not in the statement");
            case "prepare" -> Reading.notSeen(Why.DYNAMIC, "what it prepares runs later");
            default -> throw new NotUnderstood("no such statement is known");
        };
    }

    /** Rows alone, unless it calls what may do more. */
    private Reading data() {
        return CalledFunctions.first(text)
                .map(function -> Reading.notSeen(
                        Why.CALL, "it calls " + function + "(), and what that does is not in the statement"))
                .orElseGet(() -> Reading.notSeen(Why.DATA, "it changes rows"));
    }

    private Reading comment() {
        cursor.expect("on");
        Reading reading = commented();
        cursor.expect("is");
        return reading;
    }

    private Reading commented() {
        if (cursor.accept("column")) {
            List<String> name = cursor.path();
            cursor.insist(name.size() > 1);
            String table = path.find(name.subList(0, name.size() - 1));
            return Reading.of(Touch.part(Action.ALTER, Kind.COLUMN, table, name.get(name.size() - 1)));
        } else if (cursor.accept("constraint")) {
            return part(Kind.CONSTRAINT);
        } else if (cursor.accept("trigger")) {
            return part(Kind.TRIGGER);
        } else if (cursor.accept("policy")) {
            return part(Kind.POLICY);
        } else if (cursor.accept("schema")) {
            return Reading.of(Touch.of(Action.ALTER, Kind.SCHEMA, cursor.name()));
        } else if (AlterReader.isRoutine(cursor)) {
            Reading reading = Reading.of(Touch.of(Action.ALTER, Kind.FUNCTION, path.find(cursor.path())));
            if (cursor.isSymbol("(")) {
                cursor.group();
            }
            return reading;
        } else if (cursor.is("extension") || cursor.is("role") || cursor.is("database") || cursor.is("publication")) {
            cursor.skipTo("is");
            return Reading.notSeen(Why.OTHER, "it is about no table");
        }
        return Reading.of(Touch.of(Action.ALTER, kind(), path.find(cursor.path())));
    }

    private Kind kind() {
        if (cursor.accept("table") || cursor.accept("foreign table")) {
            return Kind.TABLE;
        } else if (cursor.accept("view") || cursor.accept("materialized view")) {
            return Kind.VIEW;
        } else if (cursor.accept("index")) {
            return Kind.INDEX;
        } else if (cursor.accept("type") || cursor.accept("domain")) {
            return Kind.TYPE;
        }
        cursor.expect("sequence");
        return Kind.SEQUENCE;
    }

    private Reading part(Kind kind) {
        String name = cursor.name();
        cursor.expect("on");
        cursor.insist(!cursor.is("domain"));
        return Reading.of(Touch.part(Action.ALTER, kind, path.find(cursor.path()), name));
    }

    private Reading set() {
        boolean isLocal = cursor.accept("local");
        cursor.accept("session");
        if (cursor.accept("schema")) {
            path.set(List.of(SqlNames.value(cursor.value())));
            cursor.end();
        } else if (cursor.accept("search_path to") || cursor.accept("search_path")) {
            cursor.acceptSymbol("=");
            searchPath();
        } else {
            return settings();
        }
        if (isLocal) {
            path.forget(); // it counts within a transaction only, and whether there is one depends on what applies
            // the file
        }
        return settings();
    }

    private void searchPath() {
        if (cursor.accept("default")) {
            path.reset();
            return;
        }
        path.forget();
        List<String> schemas = new ArrayList<>();
        for (Cursor schema : cursor.parts()) {
            schemas.add(schema.isName() ? schema.name() : SqlNames.value(schema.value()));
            schema.end();
        }
        schemas.remove("\"\"");
        path.set(schemas);
    }

    private Reading reset() {
        if (cursor.is("search_path") || cursor.is("all")) {
            path.reset();
        }
        return settings();
    }

    private static Reading settings() {
        return Reading.notSeen(Why.SETTINGS, "it changes settings of the session");
    }

    /** A query changes nothing, and what it changes by {@code with} are rows, unless it calls what may do more or makes a table. */
    private Reading query(String first) {
        if (first.equals("select") && isSetting()) {
            return setting();
        }
        List<String> words = CalledFunctions.words(text);
        for (int i = 1; i < words.size(); i++) {
            boolean makesATable =
                    words.get(i).equals("into") && !Set.of("insert", "merge").contains(words.get(i - 1));
            if (makesATable || words.get(i).equals("set_config")) {
                return Reading.notSeen(Why.DYNAMIC, "a query may make a table, or change settings");
            }
        }
        return first.equals("select") && CalledFunctions.first(text).isPresent()
                ? Reading.notSeen(Why.DYNAMIC, "a query may call what changes a schema")
                : data();
    }

    /** A dump sets its path in a query. */
    private boolean isSetting() {
        boolean isQualified = cursor.accept("pg_catalog");
        cursor.insist(!isQualified || cursor.acceptSymbol("."));
        return cursor.isCall("set_config");
    }

    private Reading setting() {
        cursor.take();
        List<Cursor> arguments = cursor.group();
        cursor.end();
        String name = arguments.get(0).value();
        if (name.equalsIgnoreCase("search_path")) {
            path.forget();
            String value = arguments.get(1).value();
            path.set(value.isEmpty() ? List.of() : List.of(SqlNames.of(value)));
        }
        return settings();
    }
}
