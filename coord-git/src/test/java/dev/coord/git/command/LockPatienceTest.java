package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockPatienceTest {

    private static final Duration AGES = Duration.ofDays(1);

    @TempDir
    Path temp;

    @Test
    void outlastsALockThatIsNotThere() {
        assertThat(new LockPatience(Duration.ZERO).outlasts(temp.resolve("index.lock")))
                .isTrue();
    }

    @Test
    void givesUpALockThatStaysAndLeavesItWhereItIs() throws IOException {
        Path lock = Files.createFile(temp.resolve("index.lock"));

        assertThat(new LockPatience(Duration.ZERO).outlasts(lock)).isFalse();
        assertThat(lock).exists();
    }

    @Test
    void aBrokenLinkIsALockToo() throws IOException {
        Path lock = Files.createSymbolicLink(temp.resolve("index.lock"), temp.resolve("nowhere"));

        assertThat(LockPatience.isThere(lock)).isTrue();
        assertThat(new LockPatience(Duration.ZERO).outlasts(lock)).isFalse();
    }

    @Test
    void waitsForOneLockOnlyOnce() throws IOException {
        Path lock = Files.createFile(temp.resolve("index.lock"));
        LockPatience patience = new LockPatience(AGES);

        Thread.currentThread().interrupt();
        assertThat(patience.outlasts(lock)).isFalse();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(patience.outlasts(lock)).as("given up before").isFalse();
    }

    @Test
    void takesALockOfAnotherTimeForAnotherOne() throws IOException {
        Path lock = Files.createFile(temp.resolve("index.lock"));
        LockPatience patience = new LockPatience(Duration.ZERO);
        assertThat(patience.outlasts(lock)).isFalse();

        Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH));
        Files.delete(lock);

        assertThat(patience.outlasts(lock)).isTrue();
    }

    @Test
    void tellsSinceWhenALockIsThere() throws IOException {
        Path lock = Files.createFile(temp.resolve("index.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH));

        assertThat(LockPatience.describe(lock))
                .startsWith("the lock " + lock + ", since 1970-01-01T00:00:00Z, which no process seems to have open");
        Files.delete(lock);
        assertThat(LockPatience.describe(lock)).isEqualTo("the lock " + lock + ", which is gone by now");
    }
}
