package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.CoordProcess;
import dev.coord.cli.database.TempServer.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is ended by a signal while it tries migrations drops its scratch databases itself. */
@ExtendWith(TempServer.class)
@Timeout(120)
class EndedTrialIT {

    private static final String ENDLESS = "select pg_sleep(3600);\n";

    @TempDir
    Path temp;

    private final Running server;

    EndedTrialIT(Running server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "integrate"})
    void leavesNoDatabase(String verb) throws Exception {
        Path repository = CoordProcess.repository(temp.toRealPath().resolve("repo"), "README", "hello\n");
        Path features = Files.writeString(temp.resolve("features.json"), "{\"a\": {}}");
        List<String> words = new ArrayList<>(List.of(
                verb, features.toString(), "--repo", repository.toString(), "--database", server.url("postgres")));
        Path migration = Path.of("migrations/001_a.sql");
        if (verb.equals("run")) {
            words.addAll(List.of("--agent", "mkdir migrations && printf '" + ENDLESS.strip() + "' > " + migration));
        } else {
            CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/a");
            Files.createDirectories(repository.resolve("migrations"));
            Files.writeString(repository.resolve(migration), ENDLESS);
            CoordProcess.git(repository, "add", "--all");
            CoordProcess.git(repository, "commit", "--quiet", "--message", "a");
            CoordProcess.git(repository, "switch", "--quiet", "main");
        }
        List<String> command = CoordProcess.command(words.toArray(String[]::new));
        Process process = CoordProcess.start(temp, Map.of(), command, temp.resolve("out"), temp.resolve("err"));
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !server.rows("select 1 from pg_stat_activity where query like '%pg_sleep(3600)%'"
                                    + " and state = 'active' and datname like 'coord\\_scratch%'")
                            .isEmpty());

            try (Connection slow = held()) {
                process.destroy();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> !process.isAlive()
                                || !server.rows(
                                                "select 1 from pg_stat_activity where query ~* '^drop database coord_scratch'"
                                                        + " and clock_timestamp() - query_start > interval '1.5 s'")
                                        .isEmpty());
                assertThat(slow.isValid(1)).isTrue();
            }

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(server.scratch()).isEmpty();
        assertThat(repository.resolve(".git/coord/databases")).isEmptyDirectory();
    }

    /** As long as it lasts nobody can make or drop a database, as on a server that takes its time. */
    private Connection held() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        Connection connection =
                Server.connect("jdbc:postgresql://localhost:" + server.port() + "/postgres", properties);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table pg_catalog.pg_database in share mode");
        }
        return connection;
    }
}
