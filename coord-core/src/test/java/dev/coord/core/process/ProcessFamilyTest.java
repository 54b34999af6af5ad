package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFamilyTest {

    private static final int TIMES = 20;

    @TempDir
    Path temp;

    @BeforeEach
    void isOnLinux() {
        assumeTrue(ProcFiles.areThere());
    }

    /** Its environment is empty whenever it is replaced, so that it looks like nobody's: two looks without a pause miss one in thirty. */
    @Test
    void endsWhatReplacesItselfAgainAndAgain() throws IOException, InterruptedException {
        Path loop = temp.resolve("loop");
        Files.writeString(loop, "exec /bin/sh '" + loop + "'\n");
        for (int i = 0; i < TIMES; i++) {
            ProcessFamily family =
                    new ProcessFamily("family-test-" + ProcessHandle.current().pid() + "-" + i);
            Process root = started(family, "/bin/sh '" + loop + "' & exit 0");
            assertThat(family.end(Optional.of(root.toHandle()))).hasSize(1);
        }
    }

    /** On a machine with much to do the time to end by request may be over before the first look is. */
    @Test
    void tellsWhatItEndsByForceAtOnce() throws IOException, InterruptedException {
        ProcessFamily family =
                new ProcessFamily("family-test-" + ProcessHandle.current().pid() + "-forced");
        Process root = started(family, "sleep 300 & exit 0");
        assertThat(family.end(Optional.of(root.toHandle()), Duration.ofSeconds(-1)))
                .hasSize(1);
    }

    private static Process started(ProcessFamily family, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", script))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(family.environment());
        Process process = builder.start();
        process.waitFor();
        return process;
    }
}
