package dev.coord.fs.commit;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.protocol.ConflictText;
import dev.coord.core.protocol.Views;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.AtomicFile;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.ControlDirectory;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.FileSystemCheck;
import dev.coord.fs.disk.Force;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.Commit;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.fs.document.TruthFile;
import dev.coord.fs.document.TruthFile.Version;
import dev.coord.fs.edits.ViewFiles;
import dev.coord.fs.history.ConflictLog;
import dev.coord.fs.history.HistoryLog;
import dev.coord.store.Durability;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
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
public final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private static final int TRIES = 3;

    /** How often edits that come while files are written are honoured at once; later ones are by whoever comes next. */
    private static final int MOST_ROUNDS = 8;

    /** All files at one instant, none of them edited. */
    private record Seen(Version truth, Map<View, Content> views) {}

    private final Path home;
    private final DirectoryLayout layout;
    private final TruthFile truth;
    private final ViewFiles views;
    private final ConflictLog log;
    private final HistoryLog history;
    private final Views renderer = new Views();
    private volatile Seen seen;
    private SafeVersions disk = SafeVersions.NONE;
    private boolean rehearsed;

    public StoreFiles(Path home) throws IOException {
        this.home = home;
        this.layout = new DirectoryLayout(home);
        FileSystemCheck.require(home);
        Ownership ours = Ownership.in(home);
        this.views = new ViewFiles(home, ours);
        this.log = new ConflictLog(layout.conflictLog(), ours);
        this.history = new HistoryLog(home, ours);
        ControlDirectory.prepare(layout.control(), ours);
        this.truth = new TruthFile(home, layout.truth());
        this.seen = new Seen(truth.known(), Map.of());
        ours.require(layout.truth());
        ours.require(layout.lock());
    }

    public DirectoryLayout layout() {
        return layout;
    }

    public ConflictLog log() {
        return log;
    }

    public HistoryLog history() {
        return history;
    }

    /** A document that was the latest one not long ago. */
    public StoredDocument known() {
        return truth.known().document();
    }

    /**
     * The latest document, where it can be told without the lock that nobody edited a view. A view that is one commit
     * behind is being written, or will be by whoever takes the lock next. Safe from any thread.
     */
    public Optional<StoredDocument> glance() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            Seen last = seen;
            Version now = truth.latest();
            Map<View, Content> found;
            try {
                if (now.equals(last.truth()) && views.areStill(last.views())) {
                    return Optional.of(now.document());
                }
                found = views.now();
            } catch (UnusableFile | AccessDeniedException e) {
                return Optional.empty(); // whoever holds the lock does what has to be done about it
            }
            if (found.entrySet().stream()
                    .allMatch(view -> now.document().view(view.getKey()).wrote(view.getValue()))) {
                seen = new Seen(now, found);
                return Optional.of(now.document());
            }
            if (truth.isLatest(now)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Reads all there is once without the lock: a JVM that has just started is slow at everything it does for the first
     * time, and while it holds the lock everybody waits for that. Safe from any thread.
     */
    public void rehearse() {
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
        truth.rehearse(document);
    }

    public void sweep() throws IOException {
        AtomicFile.sweep(layout.control());
        AtomicFile.sweep(home);
    }

    /** Reads the truth, honours what others edited, and repairs what a dead process left. */
    public StoredDocument load(Instant now, Durability durability) throws IOException {
        for (int round = 1; ; round++) {
            Version latest = truth.latest();
            StoredDocument stored = latest.document();
            log.repair(stored.log(), durability);
            StoredDocument merged = views.load(stored, now);
            if (merged.equals(stored) && latest.head().isPresent() && !disk.failed()) {
                return stored;
            }
            try {
                Commit edits = new Commit(stored, merged, List.of(), Set.of(), true, now, durability);
                Draft draft = draft(edits);
                if (write(edits, draft) || round == MOST_ROUNDS) {
                    return draft.document();
                }
            } catch (StoreFailed e) {
                throw new IOException("what others left cannot be put in order: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Sees to it that the document is safe on the disk, whoever wrote it: its writer may have died before it was, and an
     * answer that rests on it must outlive what the update outlives.
     */
    void settle(Durability durability) throws IOException {
        if (durability != Durability.POWER_LOSS || disk.isSafe(truth.known())) {
            return;
        }
        disk = disk.failing();
        Force.file(layout.truth());
        Force.directory(layout.control());
        Force.directory(home);
        disk = disk.withSafe(truth.known()).succeeded();
    }

    /**
     * Makes a document the truth and the views follow. To be called right after {@link #load}: a file that is not any
     * more what was loaded was edited meanwhile, and is honoured on top.
     */
    StoredDocument commit(Commit commit) throws IOException {
        Draft draft = draft(commit);
        if (write(commit, draft)) {
            return draft.document();
        }
        try {
            return load(commit.now(), commit.durability());
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    private Draft draft(Commit commit) throws IOException {
        String entries = ConflictText.of(commit.entries());
        LogState end = entries.isEmpty() ? commit.after().log() : new LogState(log.length(), entries);
        return Draft.of(commit.before(), commit.after(), end, renderer);
    }

    /**
     * Writes the truth, then all that follows from it.
     *
     * @return whether all views were written; not one that was edited meanwhile
     */
    private boolean write(Commit commit, Draft draft) throws IOException {
        Durability durability = commit.durability();
        boolean again = disk.failed();
        boolean wasSafe = disk.isSafe(truth.known());
        Version committed = truth.write(draft.document(), durability);
        disk = disk.failing();
        try {
            if (durability == Durability.POWER_LOSS) {
                Force.directory(layout.control());
            }
            history.append(commit.step());
            log.repair(draft.document().log(), durability);
            boolean all = views.write(draft.views(), again, durability);
            if (durability == Durability.POWER_LOSS) {
                disk = wasSafe && !again && draft.views().isEmpty()
                        ? disk.withSafe(committed)
                        : disk.withForced(committed);
            }
            disk = disk.succeeded();
            if (all) {
                seen = new Seen(committed, views.loaded());
            }
            return all;
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    /**
     * Makes the places of the views safe, which whoever takes the lock next need not wait for. To be called after each use
     * of the lock that went well, before anything is acknowledged.
     */
    void force() {
        if (!disk.isForceDue()) {
            return;
        }
        disk = disk.failing();
        try {
            Force.directory(home);
        } catch (IOException e) {
            throw unknown(e);
        }
        disk = disk.afterForce();
    }

    private StoreFailed unknown(IOException e) {
        return new StoreFailed(
                "the outcome is unknown to readers of the files: the update is in force, but a file in '" + home
                        + "' could not be written: " + FailureText.of(e)
                        + "; make it writable, with space on its disk, and any command of coord writes it",
                e);
    }

    /**
     * Lets somebody edit a view as it is; what comes of it is honoured as if it had been moved into the file's place.
     *
     * @return the document from now on
     * @throws BadInput if it is not what the protocol says; then nothing was changed
     */
    public StoredDocument edit(View view, UnaryOperator<byte[]> edit, Instant now, Durability durability)
            throws IOException {
        StoredDocument stored = load(now, durability);
        Optional<StoredDocument> edited = views.edited(view, edit, stored, now);
        return edited.isEmpty()
                ? stored
                : commit(new Commit(stored, edited.get(), List.of(), Set.of(), true, now, durability));
    }
}
