package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLocksTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    Path temp;

    @Test
    void removesALockThatNobodyHolds() throws IOException {
        Path lock = Files.createFile(temp.resolve("HEAD.lock"));

        OwnLocks.clear(lock, SHORT);

        assertThat(lock).doesNotExist();
    }

    @Test
    void leavesOneThatALivingProcessHasOpen() throws IOException {
        Path lock = temp.resolve("HEAD.lock");
        try (OutputStream held = Files.newOutputStream(lock)) {
            held.write('x');

            OwnLocks.clear(lock, SHORT);

            assertThat(lock).exists();
        }
    }

    @Test
    void waitsForNoneThatIsNotThere() {
        OwnLocks.clear(temp.resolve("HEAD.lock"), Duration.ofDays(1));

        assertThat(temp).isEmptyDirectory();
    }
}
