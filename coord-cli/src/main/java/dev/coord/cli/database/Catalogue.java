package dev.coord.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a database's catalogue says of the objects of its schemas, in a form that depends on no order. */
final class Catalogue {

    private static final String QUERY = query();

    private Catalogue() {}

    /** Every object with what it is. A migration that is under way sees its own changes. */
    static SortedMap<SchemaObject, String> read(Connection connection) throws SQLException {
        SortedMap<SchemaObject, String> objects = new TreeMap<>();
        try (Statement ask = connection.createStatement()) {
            ask.setEscapeProcessing(false);
            try (ResultSet rows = ask.executeQuery(QUERY)) {
                while (rows.next()) {
                    objects.put(
                            new SchemaObject(rows.getString(1), rows.getString(2)), String.valueOf(rows.getString(3)));
                }
            }
        }
        return objects;
    }

    private static String query() {
        try (InputStream file = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.sql"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
