package dev.coord.fs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.SafeText;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.SafeFile;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.fs.edits.DocumentEdit;
import dev.coord.fs.history.ConflictLog;
import dev.coord.fs.history.FileHistory;
import dev.coord.fs.owner.LivingOwners;
import dev.coord.fs.owner.NextExpiry;
import dev.coord.state.ConflictEntry;
import dev.coord.store.History;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a {@link DirectoryStore} keeps and writes nothing: on a file system that is mounted read-only, on a full one, and for
 * a user who may only read. Takes no lock and waits for none; safe while others write. What others edited counts, and what is
 * over by now is over, though neither is written down.
 */
final class DirectoryReader implements StoreReader {

    private static final int TRIES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryReader.class);

    private final Path directory;
    private final InstantSource clock;

    /** Of a directory, which may be missing. */
    DirectoryReader(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Snapshot read() {
        Instant now = clock.instant();
        try {
            return withoutWhatIsOver(read(directory, now), now);
        } catch (UnusableFile e) {
            throw e.asStoreFailed();
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot read the coordination directory '" + directory + "': " + FailureText.of(e)
                            + "; have it made readable, or name another directory with --dir or COORD_DIR",
                    e);
        }
    }

    @Override
    public List<ConflictEntry> conflicts() {
        return new ConflictLog(new DirectoryLayout(directory).conflictLog(), new Ownership(Optional.empty())).read();
    }

    @Override
    public History history() {
        return new FileHistory(directory);
    }

    /** A view is written behind the truth, so what does not fit may only be of another instant. */
    private static Snapshot read(Path directory, Instant now) throws IOException {
        Path truth = new DirectoryLayout(directory).truth();
        for (int tries = 0; ; tries++) {
            Content before = content(truth);
            StoredDocument document = document(before, truth);
            Snapshot snapshot = edited(directory, document, now).snapshot();
            if (tries == TRIES || snapshot.equals(document.snapshot()) || before.equals(content(truth))) {
                return isHidden(truth) ? SharedLocks.in(directory, snapshot) : snapshot;
            }
        }
    }

    private static Content content(Path truth) throws IOException {
        try {
            return Content.of(truth);
        } catch (AccessDeniedException e) {
            return Content.MISSING;
        }
    }

    private static boolean isHidden(Path truth) throws IOException {
        try {
            SafeFile.regular(truth);
            return false;
        } catch (AccessDeniedException e) {
            return true;
        }
    }

    private static StoredDocument document(Content truth, Path file) {
        return truth.isMissing()
                ? StoredDocument.empty()
                : DocumentJson.read(truth.bytes(), file.toString(), new SnapshotVersions());
    }

    private static StoredDocument edited(Path directory, StoredDocument document, Instant now) throws IOException {
        StoredDocument merged = document;
        for (View view : View.values()) {
            ViewState state = document.view(view);
            Path file = directory.resolve(view.fileName());
            try {
                Content content = Content.of(file, SafeFile.LARGEST);
                if (!content.isMissing() && !state.wrote(content)) {
                    ObjectNode edit = EditReader.understood(view, content.bytes());
                    merged = DocumentEdit.found(view, merged, edit, now).document();
                }
            } catch (BadInput e) {
                tellUnusable(file, String.valueOf(e.getMessage()));
            } catch (UnusableFile e) {
                tellUnusable(file, "it " + e.what());
            }
        }
        return merged;
    }

    private static void tellUnusable(Path file, String why) {
        LOG.warn(
                "cannot use '{}' as it was edited: {}; the last good state stays in force; mend the file, or the next"
                        + " command that writes keeps it aside",
                file,
                SafeText.line(why));
    }

    private static Snapshot withoutWhatIsOver(Snapshot snapshot, Instant now) {
        Set<ProcessId> dead = NextExpiry.of(snapshot.locks()).owners().stream()
                .filter(owner -> ProcessLife.isOfThisHost(owner) && !ProcessLife.isAlive(owner))
                .collect(Collectors.toSet());
        Snapshot living = LockTable.withoutOwners(snapshot, dead, now);
        return LockTable.expire(LivingOwners.held(living, now), now);
    }
}
