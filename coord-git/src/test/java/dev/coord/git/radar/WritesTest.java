package dev.coord.git.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WritesTest {

    @TempDir
    Path top;

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsOfFilesThatAreMadeWrittenAndRemovedAlsoInNewDirectories() throws Exception {
        Path old = Files.createDirectories(top.resolve("a/b"));
        Path file = Files.writeString(old.resolve("f"), "1\n");
        try (Writes writes = new Writes(top, Integer.MAX_VALUE)) {
            Files.writeString(file, "2\n", StandardOpenOption.APPEND);
            awaitAny(writes);
            Path inner = Files.createDirectories(top.resolve("n/m"));
            awaitAny(writes);
            Files.writeString(inner.resolve("g"), "1\n");
            awaitAny(writes);
            Files.delete(file);
            awaitAny(writes);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void looksAnywayFromTimeToTime() {
        try (Writes writes = new Writes(top, 6)) {
            for (int i = 0; i < 6; i++) {
                assertThat(writes.any()).isFalse();
            }
            assertThat(writes.any()).isTrue();
            assertThat(writes.any()).isFalse();
        }
    }

    @Test
    void somebodyMayHaveWrittenWhereNothingCanBeWatched() {
        Writes writes = new Writes(top, 6);
        writes.close();

        assertThat(writes.any()).isTrue();
        assertThat(writes.any()).isTrue();
    }

    /** Waits until it is told, and then until nothing more is. */
    private static void awaitAny(Writes writes) {
        await().until(writes::any);
        await().during(Duration.ofMillis(50)).until(() -> !writes.any());
    }
}
