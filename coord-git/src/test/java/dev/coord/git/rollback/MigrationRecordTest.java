package dev.coord.git.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.rollback.MigrationRecord.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationRecordTest {

    private static final String ODD = "db/migrations/2 odd\nname%20.sql";

    @TempDir
    private Path directory;

    @Test
    void whatWasBegunByAKilledCallIsKnownAsBegun() {
        new MigrationRecord(directory).note(ODD, Progress.BEGUN);

        MigrationRecord later = new MigrationRecord(directory);

        assertThat(later.isBegun(ODD)).isTrue();
        assertThat(later.isUndone(ODD)).isFalse();
        assertThat(later.isBegun("other")).isFalse();
    }

    @Test
    void theLatestNoteCounts() {
        MigrationRecord record = new MigrationRecord(directory);
        record.note("a", Progress.BEGUN);
        record.note(ODD, Progress.BEGUN);
        record.note("a", Progress.FAILED);
        record.note(ODD, Progress.UNDONE);

        MigrationRecord later = new MigrationRecord(directory);

        assertThat(later.isUndone(ODD)).isTrue();
        assertThat(later.isUndone("a")).isFalse();
        assertThat(later.isBegun("a")).isTrue();
    }

    @Test
    void aTornRecordIsNoReasonToUndoAgain() throws Exception {
        Files.writeString(directory.resolve("migrations"), "UNDO");

        assertThatThrownBy(() -> new MigrationRecord(directory)).isInstanceOf(RepositoryFailed.class);
    }
}
