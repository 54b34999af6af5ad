package dev.coord.fs;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.StoredDocument.LogState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one store. {@code coordination.d/snapshot.json} is the truth and replacing it the only commit; the
 * protocol's files are made from it. Everything but {@link #looksUnchanged} and {@link #known} is for whoever holds the
 * lock.
 */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    /** All files at one instant. */
    private record Look(Content document, Map<View, Content> views) {}

    private final Path home;
    private final Path control;
    private final Path truth;
    private final ConflictLog log;
    private volatile @Nullable Look latest;
    private volatile StoredDocument known = StoredDocument.empty();

    StoreFiles(Path home) throws IOException {
        this.home = home;
        this.control = home.resolve("coordination.d");
        this.truth = control.resolve("snapshot.json");
        this.log = new ConflictLog(home.resolve("conflicts.log"));
        makePrivate(control);
    }

    Path lockFile() {
        return control.resolve("coord.lck");
    }

    ConflictLog log() {
        return log;
    }

    /** The document as it was last seen: the latest one where {@link #looksUnchanged} said so before. */
    StoredDocument known() {
        return known;
    }

    /** Whether no file differs from what was last seen. Safe without the lock, from any thread. */
    boolean looksUnchanged() throws IOException {
        Look seen = latest;
        if (seen == null || !seen.document().equals(Content.of(truth))) {
            return false;
        }
        for (View view : View.values()) {
            if (!Content.of(file(view)).equals(seen.views().get(view))) {
                return false;
            }
        }
        return true;
    }

    void sweep() throws IOException {
        AtomicFile.sweep(control);
        AtomicFile.sweep(home);
    }

    /** Reads the truth, honours what others edited, and repairs what a dead process left. */
    StoredDocument load(Instant now) throws IOException {
        Content document = Content.of(truth);
        StoredDocument stored = parse(document);
        log.repair(stored.log());
        Map<View, Content> found = new EnumMap<>(View.class);
        StoredDocument merged = stored;
        for (View view : View.values()) {
            EditedFile file = EditedFile.read(view, file(view), merged.view(view), now);
            found.put(view, file.content());
            merged = file.mergedInto(merged, now);
        }
        known = stored;
        latest = new Look(document, found);
        return merged.equals(stored) && !document.isMissing() ? stored : commit(stored, merged, "", now);
    }

    /**
     * Makes {@code after} the truth and the views follow. To be called right after {@link #load}: a file that is not any
     * more what was loaded was edited meanwhile, and is honoured on top.
     *
     * @param entries new text of the conflict log
     */
    StoredDocument commit(StoredDocument before, StoredDocument after, String entries, Instant now) throws IOException {
        Look loaded = latest;
        if (loaded == null) {
            throw new AssertionError("nothing was loaded");
        }
        LogState logState = entries.isEmpty() ? after.log() : new LogState(log.length(), entries);
        Draft draft = Draft.of(before, after, logState);
        Content document = Content.of(DocumentJson.write(draft.document()));
        AtomicFile.replace(truth, document);
        known = draft.document();
        latest = null;
        boolean editedMeanwhile = false;
        try {
            log.repair(logState);
            for (Map.Entry<View, Content> wanted : draft.views().entrySet()) {
                Content found = loaded.views().get(wanted.getKey());
                if (found != null && !wanted.getValue().equals(found)) {
                    editedMeanwhile |= !AtomicFile.replace(file(wanted.getKey()), found, wanted.getValue());
                }
            }
        } catch (IOException e) {
            throw new StoreFailed(
                    "the outcome is unknown to readers of the files: the update is in force, but a file in '" + home
                            + "' could not be written: " + e
                            + "; make it writable, with space on its disk, and any command of coord writes it",
                    e);
        }
        latest = new Look(document, draft.views());
        return editedMeanwhile ? load(now) : draft.document();
    }

    private StoredDocument parse(Content document) {
        Look seen = latest;
        if (seen != null && seen.document().equals(document)) {
            return known;
        }
        if (!document.isMissing()) {
            return DocumentJson.read(document.bytes(), truth.toString());
        }
        if (known.snapshot().revision() > 0) {
            throw new StoreFailed("cannot read '" + truth
                    + "': it was removed while it was in use; restore it, or stop everything that uses '" + home
                    + "' and remove the directory to begin anew");
        }
        return StoredDocument.empty();
    }

    private Path file(View view) {
        return home.resolve(view.fileName());
    }

    private static void makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            LOG.debug("another process made {} meanwhile", directory);
        }
    }
}
