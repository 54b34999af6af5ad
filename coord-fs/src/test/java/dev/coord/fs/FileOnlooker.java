package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.protocol.ConflictText;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.process.KillContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What the files of a store show while its processes are killed: the protocol's files are whole whenever they are read, no
 * temporary file is left, and in the end no session of a dead process is, either.
 */
final class FileOnlooker implements KillContract.Onlooker {

    private final Path home;
    private final ViewReader reader;
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Future<List<String>> views;

    FileOnlooker(Path home) {
        this.home = home;
        this.reader = new ViewReader(home);
        this.views = pool.submit(reader);
    }

    @Override
    public List<String> leftovers() {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.getFileName().toString().contains("tmp"))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ConflictEntry> log(CoordinationStore store) {
        try {
            return ConflictText.read(Files.readAllBytes(home.resolve("conflicts.log")))
                    .entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void checkRound() {
        assertThat(views.isDone()).as("the files are read without end").isFalse();
    }

    @Override
    public void checkEnd(Collection<ProcessId> everybody) {
        reader.end();
        try {
            assertThat(views.get()).isEmpty();
            assertThatNoSessionIsLeft(everybody);
        } catch (Exception e) {
            throw new AssertionError("the files cannot be read", e);
        }
    }

    private void assertThatNoSessionIsLeft(Collection<ProcessId> everybody) throws IOException {
        Path control = home.resolve("coordination.d");
        Path truth = control.resolve("snapshot.json");
        assertThat(DocumentJson.read(Content.of(truth).bytes(), truth.toString())
                        .sessions())
                .isEmpty();
        try (ProcessLock lock = new ProcessLock(control.resolve("coord.lck"))) {
            for (ProcessId process : everybody) {
                assertThat(lock.isInSession(process)).as("%s", process).isFalse();
            }
        }
    }

    @Override
    public String report() {
        return reader.files() + " whole files read";
    }

    @Override
    public void close() {
        reader.end();
        pool.shutdownNow();
    }
}
