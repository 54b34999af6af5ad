package dev.coord.fs;

import dev.coord.CoordinationException.BadInput;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one store. {@code coordination.d/snapshot.json} is the truth and replacing it the only commit; the
 * protocol's files are made from it. Everything but {@link #looksUnchanged} is for whoever holds the lock.
 */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);
    private static final String CONTROL = "coordination.d";

    /** A consistent look at the files. */
    private record Look(byte[] document, Map<View, byte[]> views) {}

    private final Path home;
    private final Path control;
    private final ConflictLog log;
    private volatile @Nullable Look latest;
    private volatile StoredDocument known = StoredDocument.empty();

    StoreFiles(Path home) throws IOException {
        this.home = home;
        this.control = home.resolve(CONTROL);
        this.log = new ConflictLog(home.resolve("conflicts.log"));
        if (!Files.isDirectory(control)) {
            try {
                Files.createDirectory(
                        control, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                LOG.debug("another process made {} meanwhile", control);
            }
        }
    }

    Path lockFile() {
        return control.resolve("coord.lck");
    }

    ConflictLog log() {
        return log;
    }

    /** The document as it was last seen; only meaningful while {@link #looksUnchanged}. */
    StoredDocument known() {
        return known;
    }

    /** Whether no file differs from what was last seen. Safe without the lock, from any thread. */
    boolean looksUnchanged() throws IOException {
        Look seen = latest;
        if (seen == null || !Arrays.equals(seen.document(), bytes(snapshotFile()))) {
            return false;
        }
        for (View view : View.values()) {
            if (!Arrays.equals(seen.views().get(view), bytes(home.resolve(view.fileName())))) {
                return false;
            }
        }
        return true;
    }

    /** Reads the truth, honours what others edited, and repairs what a dead process left. */
    StoredDocument load(Instant now) throws IOException {
        byte[] bytes = bytes(snapshotFile());
        Look seen = latest;
        boolean cached = seen != null && Arrays.equals(seen.document(), bytes);
        StoredDocument stored = cached
                ? known
                : bytes.length == 0
                        ? StoredDocument.empty()
                        : DocumentJson.read(bytes, snapshotFile().toString());
        if (!cached) {
            AtomicFile.sweep(control);
            AtomicFile.sweep(home);
        }
        log.repair(stored.log());
        StoredDocument merged = stored;
        for (View view : View.values()) {
            merged = honourEdits(view, merged, now);
        }
        if (merged != stored || bytes.length == 0) {
            return commit(stored, merged, "");
        }
        known = stored;
        latest = look(bytes);
        return stored;
    }

    /**
     * Makes {@code after} the truth and the views follow.
     *
     * @param entries new text of the conflict log
     */
    StoredDocument commit(StoredDocument before, StoredDocument after, String entries) throws IOException {
        List<StoredDocument.Change> history = new ArrayList<>(after.history());
        Map<View, StoredDocument.ViewState> views = new EnumMap<>(after.views());
        Map<View, byte[]> rendered = new EnumMap<>(View.class);
        long revision = after.snapshot().revision();
        for (View view : View.values()) {
            StoredDocument.ViewState state = after.view(view);
            byte[] bytes = Views.render(view, after.snapshot(), state.revision(), state.extras());
            if (!digest(bytes).equals(state.digest())) {
                bytes = Views.render(view, after.snapshot(), revision, state.extras());
                views.put(view, new StoredDocument.ViewState(revision, digest(bytes), state.extras()));
            }
            rendered.put(view, bytes);
            remember(view, before, after, history);
        }
        List<StoredDocument.Change> recent =
                history.subList(Math.max(0, history.size() - StoredDocument.HISTORY), history.size());
        StoredDocument.LogState logState =
                entries.isEmpty() ? after.log() : new StoredDocument.LogState(log.length(), entries);
        StoredDocument document = new StoredDocument(after.snapshot(), views, recent, logState);
        byte[] bytes = DocumentJson.write(document);
        AtomicFile.replace(snapshotFile(), bytes);
        known = document;
        log.repair(logState);
        for (View view : View.values()) {
            Path file = home.resolve(view.fileName());
            byte[] wanted = rendered.getOrDefault(view, new byte[0]);
            if (!Arrays.equals(bytes(file), wanted)) {
                AtomicFile.replace(file, wanted);
            }
        }
        latest = new Look(bytes, rendered);
        return document;
    }

    private static void remember(
            View view, StoredDocument before, StoredDocument after, List<StoredDocument.Change> history) {
        Set<Row> was = view.rows(before.snapshot());
        Set<Row> is = view.rows(after.snapshot());
        if (was.equals(is)) {
            return;
        }
        Set<Row> added = new TreeSet<>(is);
        added.removeAll(was);
        Set<Row> removed = new TreeSet<>(was);
        removed.removeAll(is);
        history.add(new StoredDocument.Change(after.snapshot().revision(), view, added, removed));
    }

    private StoredDocument honourEdits(View view, StoredDocument document, Instant now) throws IOException {
        Path file = home.resolve(view.fileName());
        byte[] bytes = bytes(file);
        StoredDocument.ViewState state = document.view(view);
        if (digest(bytes).equals(state.digest())) {
            return document;
        }
        if (bytes.length == 0 && !Files.exists(file)) {
            return touched(document, view, state.extras());
        }
        try {
            EditedView edited = EditedView.parse(view, bytes);
            Set<Row> seen = edited.revision().isPresent()
                    ? document.rowsAt(view, edited.revision().getAsLong())
                    : null;
            Snapshot merged = ForeignEdits.merge(view, document.snapshot(), seen, edited, now);
            StoredDocument next = touched(document, view, edited.extras());
            return merged.equals(document.snapshot())
                    ? next
                    : new StoredDocument(
                            merged.withRevision(document.snapshot().revision() + 1),
                            next.views(),
                            next.history(),
                            next.log());
        } catch (BadInput e) {
            Path aside = home.resolve(view.fileName() + ".rejected-"
                    + now.toString().replace(":", "").replace("-", ""));
            Files.write(aside, bytes);
            LOG.warn(
                    "cannot use '{}' as it was edited: {}; it is kept as '{}' and the last good state stays in force",
                    file,
                    e.getMessage(),
                    aside);
            return touched(document, view, state.extras());
        }
    }

    /** The same with a view that has to be written again. */
    private static StoredDocument touched(
            StoredDocument document, View view, com.fasterxml.jackson.databind.node.ObjectNode extras) {
        Map<View, StoredDocument.ViewState> views = new EnumMap<>(document.views());
        views.put(view, new StoredDocument.ViewState(document.view(view).revision(), "", extras));
        return new StoredDocument(document.snapshot(), views, document.history(), document.log());
    }

    private Look look(byte[] document) throws IOException {
        Map<View, byte[]> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            views.put(view, bytes(home.resolve(view.fileName())));
        }
        return new Look(document, views);
    }

    private Path snapshotFile() {
        return control.resolve("snapshot.json");
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
