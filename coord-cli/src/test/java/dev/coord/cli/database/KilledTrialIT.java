package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.database.TempServer.Running;
import dev.coord.testkit.process.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A trial that is killed at any instant while databases are under way: the next call leaves none. */
@ExtendWith(TempServer.class)
class KilledTrialIT {

    private static final int KILLS = Integer.getInteger("coord.kills", 3);
    private static final List<String> ROLES = List.of("postgres", "maker", "poor");

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 21);
    private final Random random = new Random(seed);
    private final Running server;

    @TempDir
    Path home;

    KilledTrialIT(Running server) {
        this.server = server;
    }

    @Test
    void theNextCallLeavesNoDatabaseRoleOrSession() throws Exception {
        server.role("maker", "createdb createrole");
        server.role("poor", "createdb");
        long usual = undisturbed();
        int left = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            String role = ROLES.get(kill % ROLES.size());
            Process process = start(role);
            awaitFirstNote(process);
            process.waitFor((kill * usual + random.nextLong(usual)) / KILLS, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            left += new ScratchRecords(home).left().isEmpty() ? 0 : 1;

            PostgresTrial.on(server.as(role), false, home, told -> {});

            assertThat(server.scratch()).as("seed %d, kill %d", seed, kill).isEmpty();
            assertThat(new ScratchRecords(home).left()).isEmpty();
            assertThat(
                            server.rows(
                                    "select datname, application_name, query from pg_stat_activity where application_name like"
                                            + " 'coord\\_scratch%' or datname like 'coord\\_scratch%' or usename like 'coord\\_scratch%'"))
                    .isEmpty();
        }
        System.out.println(KILLS + " trials were killed, " + left + " of them with databases under way, seed " + seed);
        assertThat(left).isPositive();
    }

    /** From its first note on. */
    private long undisturbed() throws Exception {
        Process calm = start("postgres");
        awaitFirstNote(calm);
        long begun = System.nanoTime();
        assertThat(calm.waitFor()).isZero();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + 1;
    }

    private Process start(String role) throws Exception {
        List<String> command = new ArrayList<>(
                JavaProcess.of(TrialProcess.class, server.url(role), home).command());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitFirstNote(Process process) throws Exception {
        Path notes = home.resolve(ScratchRecords.DIRECTORY);
        while (process.isAlive()) {
            if (Files.isDirectory(notes)) {
                try (Stream<Path> files = Files.list(notes)) {
                    if (files.findAny().isPresent()) {
                        return;
                    }
                }
            }
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
    }
}
