package dev.coord.fs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FailureText;
import dev.coord.SafeText;
import dev.coord.core.json.SnapshotVersions;
import dev.coord.core.protocol.ConflictText;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.protocol.edit.PutBack;
import dev.coord.fs.disk.AtomicFile;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.ControlDirectory;
import dev.coord.fs.disk.FileSystemCheck;
import dev.coord.fs.disk.Force;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.SafeFile;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.Commit;
import dev.coord.fs.document.DocumentHead;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.DocumentWriter;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.fs.edits.DocumentEdit;
import dev.coord.fs.edits.EditedFile;
import dev.coord.fs.history.ConflictLog;
import dev.coord.fs.history.HistoryLog;
import dev.coord.store.Durability;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one store. {@code coordination.d/snapshot.json} is the truth and replacing it the only commit; the
 * protocol's files are made from it. Everything but {@link #glance} and {@link #known} is for whoever holds the
 * lock.
 */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private static final int TRIES = 3;

    /**
     * A document and how its file begins.
     *
     * @param head nothing where that does not tell it from others
     */
    private record Parsed(Optional<String> head, StoredDocument document) {

        boolean isStill(Optional<String> found) {
            return head.isPresent() && head.equals(found);
        }
    }

    /** All files at one instant, none of them edited. */
    private record Seen(Parsed truth, Map<View, Content> views) {}

    private final Path home;
    private final Ownership ours;
    private final Path control;
    private final Path truth;
    private final ConflictLog log;
    private final HistoryLog history;
    private final SnapshotVersions versions = new SnapshotVersions();
    private final DocumentWriter writer = new DocumentWriter(versions);
    private final Views renderer = new Views();
    private volatile Parsed parsed = new Parsed(Optional.empty(), StoredDocument.empty());
    private volatile Parsed written = parsed; // by this process, perhaps about to be
    private volatile Seen seen = new Seen(parsed, Map.of());
    private Map<View, Content> loaded = new EnumMap<>(View.class);
    private Optional<String> safe = Optional.empty(); // the head of the document that is on the disk with its files
    private Optional<String> forced = Optional.empty(); // of the one that is safe, too, once the directory is forced
    private boolean failed;
    private boolean rehearsed;

    StoreFiles(Path home) throws IOException {
        this.home = home;
        this.control = home.resolve("coordination.d");
        this.truth = control.resolve("snapshot.json");
        FileSystemCheck.require(home);
        this.ours = Ownership.in(home);
        this.log = new ConflictLog(home.resolve("conflicts.log"), ours);
        this.history = new HistoryLog(home, ours);
        ControlDirectory.prepare(control, ours);
        ours.require(truth);
        ours.require(lockFile());
    }

    Path control() {
        return control;
    }

    Path lockFile() {
        return control.resolve("coord.lck");
    }

    ConflictLog log() {
        return log;
    }

    HistoryLog history() {
        return history;
    }

    /** A document that was the latest one not long ago. */
    StoredDocument known() {
        return parsed.document();
    }

    /**
     * The latest document, where it can be told without the lock that nobody edited a view. A view that is one commit
     * behind is being written, or will be by whoever takes the lock next. Safe from any thread.
     */
    Optional<StoredDocument> glance() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            Seen last = seen;
            Parsed now = latest();
            Map<View, Content> views;
            try {
                if (now.equals(last.truth()) && areStill(last.views())) {
                    return Optional.of(now.document());
                }
                views = views();
            } catch (UnusableFile | AccessDeniedException e) {
                return Optional.empty(); // whoever holds the lock does what has to be done about it
            }
            if (views.entrySet().stream()
                    .allMatch(view -> now.document().view(view.getKey()).wrote(view.getValue()))) {
                seen = new Seen(now, views);
                return Optional.of(now.document());
            }
            if (now.isStill(DocumentHead.of(truth))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Reads all there is once without the lock: a JVM that has just started is slow at everything it does for the first
     * time, and while it holds the lock everybody waits for that. Safe from any thread.
     */
    void rehearse() {
        try {
            glance();
        } catch (IOException | StoreFailed e) {
            LOG.debug("cannot read {} before its lock is held", home, e); // and is told if that stays so
        }
    }

    /** Before the first commit: writes what is known once into memory, for the reason of {@link #rehearse}. */
    void rehearseCommit() {
        if (rehearsed) {
            return;
        }
        rehearsed = true;
        StoredDocument document = known();
        for (View view : View.values()) {
            ViewState state = document.view(view);
            renderer.render(view, document.snapshot(), state.revision(), state.extras());
        }
        writer.write(document);
    }

    void sweep() throws IOException {
        AtomicFile.sweep(control);
        AtomicFile.sweep(home);
    }

    /** Reads the truth, honours what others edited, and repairs what a dead process left. */
    StoredDocument load(Instant now, Durability durability) throws IOException {
        Parsed latest = latest();
        StoredDocument stored = latest.document();
        log.repair(stored.log(), durability);
        Map<View, Content> found = new EnumMap<>(View.class);
        StoredDocument merged = stored;
        for (View view : View.values()) {
            EditedFile file = EditedFile.read(
                    view, file(view), loaded.getOrDefault(view, Content.MISSING), merged.view(view), ours, now);
            if (file.isEdited()) {
                try {
                    merged = honour(view, merged, file.edit().orElseThrow(), now);
                } catch (BadInput e) {
                    file = EditedFile.rejected(view, file(view), String.valueOf(e.getMessage()), now);
                }
            }
            if (!file.isEdited() && !file.asItShouldBe()) {
                ViewState state = merged.view(view);
                merged = merged.with(view, state.stale(state.extras()));
            }
            found.put(view, file.content());
        }
        loaded = found;
        if (merged.equals(stored) && latest.head().isPresent() && !failed) {
            return stored;
        }
        try {
            return commit(new Commit(stored, merged, List.of(), Set.of(), true, now, durability));
        } catch (StoreFailed e) {
            throw new IOException("what others left cannot be put in order: " + e.getMessage(), e);
        }
    }

    private StoredDocument honour(View view, StoredDocument document, ObjectNode file, Instant now) {
        DocumentEdit merge = DocumentEdit.found(view, document, file, now);
        if (!merge.putBack().isEmpty()) {
            LOG.warn(
                    "an edit of '{}' was taken over in part: {}",
                    file(view),
                    SafeText.line(PutBack.message(merge.putBack())));
        }
        return merge.document();
    }

    /**
     * Sees to it that the document is safe on the disk, whoever wrote it: he may have died before he did, and an answer
     * that rests on it must outlive what the update outlives.
     */
    void settle(Durability durability) throws IOException {
        if (durability != Durability.POWER_LOSS || parsed.isStill(safe)) {
            return;
        }
        failed = true;
        Force.file(truth);
        Force.directory(control);
        Force.directory(home);
        safe = parsed.head();
        forced = safe;
        failed = false;
    }

    /**
     * Makes a document the truth and the views follow. To be called right after {@link #load}: a file that is not any
     * more what was loaded was edited meanwhile, and is honoured on top.
     */
    StoredDocument commit(Commit commit) throws IOException {
        Durability durability = commit.durability();
        String entries = ConflictText.of(commit.entries());
        LogState logState = entries.isEmpty() ? commit.after().log() : new LogState(log.length(), entries);
        Draft draft = Draft.of(commit.before(), commit.after(), logState, renderer);
        ByteBuffer document = writer.write(draft.document());
        Parsed committed = new Parsed(DocumentHead.in(document), draft.document());
        written = committed;
        AtomicFile.put(truth, document, durability);
        boolean again = failed;
        boolean wasSafe = parsed.isStill(safe);
        failed = true;
        publish(committed);
        try {
            if (durability == Durability.POWER_LOSS) {
                Force.directory(control);
            }
            history.append(commit.step());
            log.repair(logState, durability);
            Map<View, Content> views = new EnumMap<>(loaded);
            views.putAll(draft.views());
            boolean editedMeanwhile = write(views, again, durability);
            if (durability == Durability.POWER_LOSS) {
                forced = committed.head();
                if (wasSafe && !again && draft.views().isEmpty()) {
                    safe = forced;
                }
            }
            failed = false;
            if (editedMeanwhile) {
                return load(commit.now(), durability);
            }
            loaded = views;
            seen = new Seen(committed, views);
        } catch (IOException e) {
            throw unknown(e);
        }
        return draft.document();
    }

    /**
     * Makes the places of the views safe, which whoever takes the lock next need not wait for. To be called after each use
     * of the lock that went well, before anything is acknowledged.
     */
    void force() {
        if (forced.equals(safe)) {
            return;
        }
        failed = true;
        try {
            Force.directory(home);
        } catch (IOException e) {
            throw unknown(e);
        }
        safe = forced;
        failed = false;
    }

    private StoreFailed unknown(IOException e) {
        return new StoreFailed(
                "the outcome is unknown to readers of the files: the update is in force, but a file in '" + home
                        + "' could not be written: " + FailureText.of(e)
                        + "; make it writable, with space on its disk, and any command of coord writes it",
                e);
    }

    /**
     * Lets somebody edit a view as it is; what he makes of it is honoured as if he had moved it into the file's place.
     *
     * @return the document from now on
     * @throws BadInput if it is not what the protocol says; then nothing was changed
     */
    StoredDocument edit(View view, UnaryOperator<byte[]> edit, Instant now, Durability durability) throws IOException {
        StoredDocument stored = load(now, durability);
        Content found = loaded.getOrDefault(view, Content.MISSING);
        Content made = Content.of(edit.apply(found.bytes().clone()));
        if (made.equals(found)) {
            return stored;
        }
        ObjectNode file = EditReader.understood(view, made.bytes());
        DocumentEdit merge = DocumentEdit.made(view, stored, file, now);
        if (!merge.putBack().isEmpty()) {
            throw new BadInput(PutBack.message(merge.putBack()));
        }
        return commit(new Commit(stored, merge.document(), List.of(), Set.of(), true, now, durability));
    }

    /** Whether a file was edited since it was loaded, and left so. */
    private boolean write(Map<View, Content> views, boolean again, Durability durability) throws IOException {
        boolean editedMeanwhile = false;
        for (Map.Entry<View, Content> wanted : views.entrySet()) {
            Content found = loaded.get(wanted.getKey());
            if (found != null && (again || !wanted.getValue().equals(found))) {
                editedMeanwhile |=
                        !AtomicFile.replace(file(wanted.getKey()), found, wanted.getValue(), ours, durability);
            }
        }
        return editedMeanwhile;
    }

    /** The truth as it is, which is read only if it is not the one that is known. */
    private Parsed latest() throws IOException {
        Parsed last = parsed;
        Parsed own = written;
        Optional<String> head = DocumentHead.of(truth);
        if (last.isStill(head)) {
            return last;
        }
        if (own.isStill(head)) {
            publish(own);
            return own;
        }
        return parse(last, Content.of(truth));
    }

    private synchronized Parsed parse(Parsed last, Content content) {
        if (!content.isMissing()) {
            Parsed now = new Parsed(
                    DocumentHead.in(content.bytes()), DocumentJson.read(content.bytes(), truth.toString(), versions));
            publish(now);
            return now;
        }
        if (last.head().isEmpty() && last.document().snapshot().revision() == 0) {
            return last; // nothing was ever kept here
        }
        throw new StoreFailed("cannot read '" + truth + "': it was removed while it was in use; restore it, or stop"
                + " everything that uses '" + home + "' and remove the directory to begin anew");
    }

    /** Who read an older version and was slow does not bring it back. */
    private synchronized void publish(Parsed now) {
        if (now.document().snapshot().revision() >= parsed.document().snapshot().revision()) {
            parsed = now;
        }
    }

    private boolean areStill(Map<View, Content> views) throws IOException {
        for (View view : View.values()) {
            Content last = views.get(view);
            if (last == null || !last.isStillIn(file(view))) {
                return false;
            }
        }
        return true;
    }

    private Map<View, Content> views() throws IOException {
        Map<View, Content> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            views.put(view, Content.of(file(view), SafeFile.LARGEST));
        }
        return views;
    }

    private Path file(View view) {
        return home.resolve(view.fileName());
    }
}
