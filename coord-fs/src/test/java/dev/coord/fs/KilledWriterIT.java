package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.state.ConflictEntry;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers are killed with -9 at random instants; nothing that was acknowledged is lost, and nothing happens twice. */
class KilledWriterIT {

    private static final int PROCESSES = 2;
    private static final int THREADS = 4;

    @TempDir
    Path home;

    @Test
    void nothingAcknowledgedIsLostWhoeverIsKilledWhenever() throws Exception {
        long seed = Long.getLong("coord.seed", System.nanoTime());
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int round = 0; round < Integer.getInteger("coord.kill.rounds", 10); round++) {
            acknowledged = Math.max(acknowledged, runAndKill(random));

            try (FileStore store = FileStore.open(home, InstantSource.system())) {
                int count = store.read().state().currentWave();
                assertThat(count)
                        .as("seed %d, round %d", seed, round)
                        .isBetween(acknowledged, acknowledged + PROCESSES * THREADS);
                assertThat(store.conflicts())
                        .as("seed %d, round %d", seed, round)
                        .extracting(ConflictEntry::resolution)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, count)
                                .mapToObj(Integer::toString)
                                .toList());
                assertThat(shownWave()).isEqualTo(count);
                acknowledged = count;
            }
        }
        assertThat(acknowledged).isPositive();
    }

    private int runAndKill(Random random) throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(JavaProcess.of(KilledWriter.class, home, THREADS).start());
            }
            List<BufferedReader> outputs =
                    processes.stream().map(Process::inputReader).toList();
            int acknowledged = 0;
            for (BufferedReader output : outputs) { // all are at work
                acknowledged = Math.max(acknowledged, Integer.parseInt(output.readLine()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
            for (Process process : processes) {
                process.toHandle().destroyForcibly(); // the process' own method closes its output too
                process.waitFor();
            }
            for (BufferedReader output : outputs) {
                // the last line may be torn, and who wrote it was not heard
                List<String> lines = output.lines().toList();
                for (String line : lines.subList(0, Math.max(0, lines.size() - 1))) {
                    acknowledged = Math.max(acknowledged, Integer.parseInt(line));
                }
            }
            return acknowledged;
        } finally {
            JavaProcess.endAll(processes);
        }
    }

    private int shownWave() throws Exception {
        return new JsonMapper()
                .readTree(Files.readAllBytes(home.resolve("coordination-state.json")))
                .path("current_wave")
                .asInt();
    }
}
