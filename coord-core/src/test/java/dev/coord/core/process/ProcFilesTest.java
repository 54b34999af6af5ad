package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
    private static final long NOBODY = 0;
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: this system has no /proc");
    }

    @Test
    void tellsOfThisProcess() {
        assertThat(ProcFiles.areThere()).isTrue();
        assertThat(ProcFiles.self()).contains(Path.of("/proc/" + SELF));
        assertThat(ProcFiles.processes()).contains(SELF);
        assertThat(ProcFiles.stat(SELF)).hasSizeGreaterThan(40).first().isIn("R", "S");
        assertThat(ProcFiles.of(SELF, "cmdline")).isPresent();
    }

    @Test
    void tellsWhichFilesAreOpenAndWhichOfThemAreGone() throws IOException {
        Path file = Files.createFile(directory.toRealPath().resolve("open"));

        try (InputStream in = Files.newInputStream(file)) {
            assertThat(in.read()).isEqualTo(-1);
            assertThat(OpenFiles.holders(file)).singleElement().asString().startsWith("process " + SELF + " (");
            assertThat(OpenFiles.holdersOfRemoved(file)).isEmpty();

            Files.delete(file);
            assertThat(OpenFiles.holdersOfRemoved(file)).containsExactly(SELF);
        }
        assertThat(OpenFiles.holdersOfRemoved(file)).isEmpty();
    }

    @Test
    void tellsNothingOfAProcessThatIsNotThere() {
        assertThat(ProcFiles.stat(NOBODY)).isEqualTo(List.of());
        assertThat(ProcFiles.of(NOBODY, "cmdline")).isEqualTo(Optional.empty());
        assertThat(ProcFiles.open(NOBODY)).isEqualTo(List.of());
    }
}
