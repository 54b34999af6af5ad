package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.database.TempServer.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier calls have left on a server. */
@ExtendWith(TempServer.class)
class LeftDatabasesIT {

    private final Running server;

    @TempDir
    private Path home;

    private ServerTrials trials;

    LeftDatabasesIT(Running server) {
        this.server = server;
    }

    @BeforeEach
    void beginClean() {
        trials = new ServerTrials(server, home);
        assertThat(server.scratch()).isEmpty();
    }

    @AfterEach
    void leavesNothing() {
        trials.assertNothingIsLeft();
    }

    /** Of another host, or of a directory that was deleted. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "maker", "poor"})
    void dropsWhatNobodyKnowsOfAfterADay(String role) throws Exception {
        server.role("maker", "createdb createrole");
        server.role("poor", "createdb");
        server.role("stranger", "createdb");
        Instant old = Instant.now().minus(Duration.ofHours(25));
        List<String> gone = List.of("coord_scratch_0000000000000001", "coord_scratch_0000000000000002");
        List<String> staying = IntStream.range(3, 8)
                .mapToObj(i -> "coord_scratch_000000000000000" + i)
                .toList();
        gone.forEach(trial -> left(trial, role, old));
        left(staying.get(0), role, Instant.now().minus(Duration.ofHours(23)));
        left(staying.get(1), role, old);
        server.rows("comment on database " + staying.get(1) + "_1 is null");
        left(staying.get(2), role, old);
        left(staying.get(3), role, old);
        left(staying.get(4), role.equals("postgres") ? role : "stranger", old);
        if (role.equals("postgres")) {
            server.rows("comment on database " + staying.get(4) + "_1 is 'mine'");
        }
        Properties named = new Properties();
        named.setProperty("user", "postgres");
        named.setProperty("ApplicationName", staying.get(2));
        Properties inside = new Properties();
        inside.setProperty("user", "postgres");
        String place = "jdbc:postgresql://localhost:" + server.port() + "/";
        try (Connection living = Server.connect(place + "postgres", named);
                Connection entered = Server.connect(place + staying.get(3) + "_1", inside)) {
            PostgresTrial.on(server.as(role), false, home, told -> {});

            assertThat(living.isValid(1) && entered.isValid(1)).isTrue();
            assertThat(server.scratch())
                    .containsExactlyInAnyOrderElementsOf(
                            staying.stream().map(trial -> trial + "_1").toList());
        } finally {
            server.scratch().forEach(database -> server.rows("drop database if exists " + database + " with (force)"));
        }
    }

    private void left(String trial, String owner, Instant at) {
        server.rows("create database " + trial + "_1 owner " + owner);
        server.rows("comment on database " + trial + "_1 is 'made by coord for a trial of migrations at " + at + "'");
    }

    @Test
    void marksWhatItMakes() throws InterruptedException {
        List<String> marks = new ArrayList<>();
        String made =
                "select count(*) from pg_shdescription where description ~ '^made by coord for a trial of migrations at 2'";

        PostgresTrial.on(server.as("postgres"), false, home, told -> marks.addAll(server.rows(made)))
                .apply(ServerTrials.work("select pg_sleep(1.3)", "select 1"));

        assertThat(marks).as("its role and its database").containsExactly("2");
        assertThat(server.rows(made)).containsExactly("0");
    }

    /** What a kill leaves of a database that the server was about to drop. */
    @Test
    void dropsWhatWasDroppedByHalves() throws IOException {
        DatabaseUrl poor = server.as(server.role("poor", "createdb"));
        String trial = killedTrial(poor);
        server.rows("create database " + trial + "_1 owner poor");
        server.rows("update pg_database set datconnlimit = -2 where datname = '" + trial + "_1'");

        PostgresTrial.on(poor, false, home, told -> {});

        assertThat(server.scratch()).isEmpty();
    }

    /** A session of a killed call may be at its end when its role is dropped already, and then nobody but a superuser may end it. */
    @Test
    void waitsForASessionWhoseRoleIsGone() throws Exception {
        DatabaseUrl maker = server.as(server.role("maker", "createdb createrole"));
        String trial = killedTrial(maker);
        server.role(trial, "");
        Properties inside = new Properties();
        inside.setProperty("user", trial);
        inside.setProperty("ApplicationName", trial);
        Connection session = Server.connect("jdbc:postgresql://localhost:" + server.port() + "/postgres", inside);
        server.rows("drop role " + trial);
        Thread closing = new Thread(() -> {
            try (session) {
                org.awaitility.Awaitility.await()
                        .until(() -> server.rows(
                                        "select 1 from pg_stat_activity where query like '%pg_sleep(0.1)%' and usename = 'maker'")
                                .contains("1"));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        closing.start();

        try {
            PostgresTrial.on(maker, false, home, told -> {});
        } finally {
            session.close();
            closing.join();
        }

        assertThat(new ScratchRecords(home).left()).isEmpty();
    }

    private String killedTrial(DatabaseUrl where) throws IOException {
        String trial = new ScratchRecords(home).begin(where.server());
        Path record = home.resolve(ScratchRecords.DIRECTORY).resolve(trial);
        Files.writeString(
                record,
                Files.readString(record).replaceFirst("process (\\d+) \\S+", "process $1 2020-01-01T00:00:00Z"));
        return trial;
    }
}
