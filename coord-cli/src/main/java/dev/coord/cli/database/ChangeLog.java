package dev.coord.cli.database;

import dev.coord.schema.SchemaReport.Action;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What event triggers of a superuser's note of every statement that changes a schema, also of one that a {@code DO} block runs. They are
 * put into a database before anybody else is in it, and belong to the superuser, so that what runs there cannot take them away.
 */
final class ChangeLog {

    private ChangeLog() {}

    /**
     * Something that was done to an object.
     *
     * @param action what
     * @param object to which
     */
    record Change(Action action, SchemaObject object) {}

    /**
     * Begins to note.
     *
     * @param connection a superuser's into the database
     */
    static void install(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : List.of(
                    "create schema coord_scratch",
                    "create table coord_scratch.log (id bigint generated always as identity, tag text, kind text, name text,"
                            + " dropped boolean)",
                    function(
                            "ended",
                            "command_tag, object_type, object_identity, false"
                                    + " from pg_catalog.pg_event_trigger_ddl_commands()"
                                    + " where not in_extension and schema_name is distinct from 'pg_temp' and object_identity is not null"),
                    function(
                            "dropped",
                            "tg_tag, object_type, object_identity, true"
                                    + " from pg_catalog.pg_event_trigger_dropped_objects()"
                                    + " where not is_temporary and object_identity is not null"),
                    "create event trigger coord_scratch_ended on ddl_command_end execute function coord_scratch.ended()",
                    "create event trigger coord_scratch_dropped on sql_drop execute function coord_scratch.dropped()",
                    "grant usage on schema coord_scratch to public",
                    "grant select on coord_scratch.log to public")) {
                statement.execute(sql);
            }
        }
    }

    private static String function(String name, String select) {
        return "create function coord_scratch." + name + "() returns event_trigger language plpgsql security definer"
                + " set search_path = pg_catalog, pg_temp as $$ begin"
                + " insert into coord_scratch.log (tag, kind, name, dropped) select " + select + "; end $$";
    }

    /** The number of the latest note. */
    static long latest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(pg_catalog.max(id), 0) from coord_scratch.log")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What was noted after another note. */
    static List<Change> since(Connection connection, long id) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select tag, kind, name, dropped from coord_scratch.log where id > " + id + " order by id")) {
            while (rows.next()) {
                boolean isCreated = String.valueOf(rows.getString(1)).startsWith("CREATE");
                Action action = rows.getBoolean(4) ? Action.DROP : isCreated ? Action.CREATE : Action.ALTER;
                changes.add(new Change(action, new SchemaObject(rows.getString(2), rows.getString(3))));
            }
        }
        return changes;
    }
}
