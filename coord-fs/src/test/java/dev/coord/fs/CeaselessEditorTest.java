package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.fs.edits.Edit;
import dev.coord.store.View;
import dev.coord.testkit.faults.Fault;
import dev.coord.testkit.faults.Faults;
import dev.coord.testkit.faults.Operation;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody edits a file each time that coord is about to replace it. */
@Timeout(60)
class CeaselessEditorTest {

    private Scratch scratch;
    private Stage stage;
    private Path real;
    private int edits;

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch();
        Path directory = scratch.next();
        stage = new Stage(directory);
        stage.open();
        real = directory.resolve(Stage.HOME).resolve(View.LOCKS.fileName());
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
        scratch.close();
    }

    @Test
    void keepsNobodyFromAnAnswerAndLosesNoEdit() {
        stage.disk.inject(this::editBefore);

        stage.acquire(Scenarios.request("one"));

        int meanwhile = edits;
        stage.disk.inject(Faults.none());
        assertThat(meanwhile).isBetween(2, 50);
        assertThat(stage.store().read().locks().leases()).hasSize(1);
        assertThat(stage.store().read().locks().foreign()).hasSize(meanwhile);
    }

    private Fault editBefore(Operation next) {
        if (next.kind() == Kind.WRITE && next.path().startsWith(Stage.HOME + "/.") && edits < 1_000) {
            edit();
        }
        return Fault.NONE;
    }

    private void edit() {
        try {
            var file = Edit.tree(Files.readString(real));
            file.withArrayProperty("locks")
                    .addObject()
                    .put("file_path", "edit-" + edits++)
                    .put("locked_by", "shell")
                    .put("feature_id", "P9")
                    .put("timestamp", "2025-10-30T14:30:00Z")
                    .put("operation", "write");
            Path temporary = Files.writeString(real.resolveSibling("mine"), file.toString());
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
