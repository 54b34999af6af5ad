package dev.coord.cli.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A PostgreSQL server of the tests' own, one for a JVM. Where none can be started, as without Linux binaries or where root may not
 * {@code unshare}, the tests that ask for it are skipped and say so.
 */
public final class TempServer implements ParameterResolver {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 2L << 30;

    private static final Started STARTED = start();

    /** What became of starting. */
    private record Started(Running running, String failure) {}

    private static Started start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            if (hasMemory()) {
                builder.setDataDirectory(Files.createTempDirectory(MEMORY, "coord-postgres-"));
            }
            EmbeddedPostgres server = builder.setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_prepared_transactions", "5")
                    .start();
            return new Started(new Running(server), "");
        } catch (IOException | RuntimeException | LinkageError e) {
            return new Started(null, String.valueOf(e));
        }
    }

    /** A database is some hundred small files, and most tests make and drop several. */
    private static boolean hasMemory() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
    }

    /** The one for programs that are no tests of JUnit. */
    static Running require() {
        Assumptions.assumeTrue(
                STARTED.running() != null, () -> "SKIPPED: no PostgreSQL can be started here: " + STARTED.failure());
        return STARTED.running();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return require();
    }

    /** It runs until the JVM ends. */
    public static final class Running {

        private final EmbeddedPostgres server;

        private Running(EmbeddedPostgres server) {
            this.server = server;
        }

        public int port() {
            return server.getPort();
        }

        /** As a role, which has no password since everybody on this host is trusted. */
        public String url(String role) {
            return "postgres://" + role + "@localhost:" + port() + "/postgres";
        }

        DatabaseUrl as(String role) {
            return DatabaseUrl.parse(url(role), Map.of());
        }

        /** Makes a role anew, with databases of its own gone. */
        public String role(String name, String attributes) {
            rows("select datname from pg_database where pg_get_userbyid(datdba) = '" + name + "'")
                    .forEach(database -> rows("drop database " + database + " with (force)"));
            rows("drop role if exists " + name);
            rows("create role " + name + " login " + attributes);
            return name;
        }

        /** What the superuser is told, a row a line. */
        public List<String> rows(String sql) {
            return rows("postgres", sql);
        }

        public List<String> rows(String database, String sql) {
            Properties properties = new Properties();
            properties.setProperty("user", "postgres");
            try (Connection connection =
                            Server.connect("jdbc:postgresql://localhost:" + port() + "/" + database, properties);
                    Statement statement = connection.createStatement()) {
                List<String> rows = new ArrayList<>();
                if (statement.execute(sql)) {
                    try (ResultSet found = statement.getResultSet()) {
                        while (found.next()) {
                            StringBuilder row = new StringBuilder();
                            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                                row.append(i == 1 ? "" : "|").append(found.getString(i));
                            }
                            rows.add(row.toString());
                        }
                    }
                }
                return rows;
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }

        /** What coord has made and not dropped. */
        public List<String> scratch() {
            return rows("select datname from pg_database where datname like 'coord\\_scratch%'"
                    + " union all select rolname from pg_roles where rolname like 'coord\\_scratch%'");
        }
    }
}
