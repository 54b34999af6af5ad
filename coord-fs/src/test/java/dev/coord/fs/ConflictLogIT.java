package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.protocol.ConflictText;
import dev.coord.fs.document.Sample;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.testkit.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes write into one conflict log: every entry whole, once, and in the order of its process. */
class ConflictLogIT {

    private static final int PROCESSES = 8;
    private static final int TIMES = 25;

    @TempDir
    Path home;

    @Test
    void entriesOfEightProcessesAreNeverInterleaved() throws IOException {
        List<Process> processes = new ArrayList<>();
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            Sample.granted(store, Sample.request("holder", "middleware.ts").build());
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(JavaProcess.of(ConflictWriter.class, home, "P" + i, TIMES)
                        .start());
            }
            for (Process process : processes) {
                assertThat(process.inputReader().readLine()).isEqualTo("ready");
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            for (Process process : processes) {
                assertThat(process.inputReader().readLine()).isEqualTo("done");
            }

            List<ConflictEntry> all = store.conflicts();

            assertThat(all).hasSize(2 * PROCESSES * TIMES);
            assertThat(ConflictText.of(all)).isEqualTo(Files.readString(home.resolve("conflicts.log")));
            for (int i = 0; i < PROCESSES; i++) {
                FeatureId feature = new FeatureId("P" + i);
                List<ConflictEntry> own = all.stream()
                        .filter(entry -> entry.features().get(0).equals(feature))
                        .toList();
                for (int number = 0; number < TIMES; number++) {
                    assertThat(own.get(2 * number)).isEqualTo(ConflictWriter.entry(feature.value(), number));
                    assertThat(own.get(2 * number + 1).type()).isEqualTo(ConflictType.FILE_WRITE_CONFLICT);
                }
            }
        } finally {
            JavaProcess.endAll(processes);
        }
    }
}
