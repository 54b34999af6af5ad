package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReportsTest {

    @TempDir
    Path home;

    private void report(String run, Instant at) throws IOException {
        Path file = Files.createDirectories(home.resolve("runs").resolve(run)).resolve("report.json");
        Files.setLastModifiedTime(Files.writeString(file, "{}"), FileTime.from(at));
    }

    @Test
    void theNewestIsThatOfTheLatestRun() throws IOException {
        report("a1", Instant.EPOCH.plusSeconds(2));
        report("b2", Instant.EPOCH.plusSeconds(1));

        assertThat(new KeptReports(home).newest()).contains(new RunId("a1"));
    }

    @Test
    void whatSomebodyCopiedThereIsNoRun() throws IOException {
        report("a1", Instant.EPOCH);
        report("a1 copy", Instant.EPOCH.plusSeconds(1));

        assertThat(new KeptReports(home).newest()).contains(new RunId("a1"));
    }

    @Test
    void thereIsNoneBeforeTheFirstRun() {
        assertThat(new KeptReports(home).newest()).isEmpty();
    }
}
