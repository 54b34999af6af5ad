package dev.coord.git.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.rollback.MigrationRecord.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationRecordTest {

    private static final String ODD = "db/migrations/2 odd\nname%20.sql";

    @TempDir
    private Path directory;

    /** It is made with the first note. */
    private Path mine() {
        return directory.resolve("0");
    }

    @Test
    void whatWasBegunByAKilledCallIsKnownAsBegun() {
        new MigrationRecord(mine()).note(ODD, Progress.BEGUN);

        MigrationRecord later = new MigrationRecord(mine());

        assertThat(later.isBegun(ODD)).isTrue();
        assertThat(later.isUndone(ODD)).isFalse();
        assertThat(later.isBegun("other")).isFalse();
    }

    @Test
    void theLatestNoteCounts() {
        MigrationRecord record = new MigrationRecord(mine());
        record.note("a", Progress.BEGUN);
        record.note(ODD, Progress.BEGUN);
        record.note("a", Progress.FAILED);
        record.note(ODD, Progress.UNDONE);

        MigrationRecord later = new MigrationRecord(mine());

        assertThat(later.isUndone(ODD)).isTrue();
        assertThat(later.isUndone("a")).isFalse();
        assertThat(later.isBegun("a")).isTrue();
    }

    @Test
    void oneThatIsEmptyIsNotOneOfNothing() throws Exception {
        assertThat(new MigrationRecord(directory.resolve("never")).all()).isEmpty();

        assertThat(new MigrationRecord(directory).all())
                .as("a kill before the first note")
                .isEmpty();
        Files.createFile(directory.resolve("migrations"));
        assertThatThrownBy(() -> new MigrationRecord(directory)).hasMessageContaining("it is empty");
    }

    @Test
    void anotherTextUnderThePathOfOneIsAnotherMigration() {
        String content = "0123456789".repeat(4);
        new MigrationRecord(mine()).add(Map.of(ODD, content), Progress.LEFT);
        new MigrationRecord(mine()).note(ODD, Progress.UNDONE);

        MigrationRecord later = new MigrationRecord(mine());

        assertThat(later.isUndone(ODD)).isTrue();
        assertThat(later.hasContent(ODD, content)).isTrue();
        assertThat(later.hasContent(ODD, "9876543210".repeat(4))).isFalse();
    }

    @Test
    void whatIsNoFileIsRefusedAndNeverWaitedFor() throws Exception {
        Path place = directory.resolve("migrations");
        assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> new MigrationRecord(directory))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("it is a pipe or a device, not a file");

        Files.delete(place);
        Files.createSymbolicLink(place, Path.of("/dev/zero"));
        assertThatThrownBy(() -> new MigrationRecord(directory)).hasMessageContaining("it is a link");
    }

    @Test
    void aTornRecordIsNoReasonToUndoAgain() throws Exception {
        Files.writeString(directory.resolve("migrations"), "UNDO");

        assertThatThrownBy(() -> new MigrationRecord(directory))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("'UNDO' is no line of it; remove that file, and then the same 'coord rollback'");
    }
}
