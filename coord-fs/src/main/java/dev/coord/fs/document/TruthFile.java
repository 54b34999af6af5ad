package dev.coord.fs.document;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.fs.disk.AtomicFile;
import dev.coord.fs.disk.Content;
import dev.coord.store.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code coordination.d/snapshot.json}, the truth: replacing it is the only commit. Reading is safe from any thread, writing is for
 * whoever holds the store's lock.
 */
public final class TruthFile {

    /**
     * A document and how its file begins.
     *
     * @param head nothing where that does not tell it from others
     */
    public record Version(Optional<String> head, StoredDocument document) {

        /** Whether a file that begins like that holds it. */
        public boolean isStill(Optional<String> found) {
            return head.isPresent() && head.equals(found);
        }
    }

    private final Path home;
    private final Path file;
    private final SnapshotVersions versions = new SnapshotVersions();
    private final DocumentWriter writer = new DocumentWriter(versions);
    private volatile Version known = new Version(Optional.empty(), StoredDocument.empty());
    private volatile Version written = known; // by this process, perhaps about to be

    /** The truth of a coordination directory, in that place. */
    public TruthFile(Path home, Path file) {
        this.home = home;
        this.file = file;
    }

    /** A version that was the latest one not long ago. */
    public Version known() {
        return known;
    }

    /** Whether it is the latest one still. */
    public boolean isLatest(Version version) throws IOException {
        return version.isStill(DocumentHead.of(file));
    }

    /** The latest version, which is read only if it is not the one that is known. */
    public Version latest() throws IOException {
        Version last = known;
        Version own = written;
        Optional<String> head = DocumentHead.of(file);
        if (last.isStill(head)) {
            return last;
        }
        if (own.isStill(head)) {
            publish(own);
            return own;
        }
        return parse(last, Content.of(file));
    }

    /** Writes a document into memory only: what is done for the first time is slow. */
    public void rehearse(StoredDocument document) {
        writer.write(document);
    }

    /**
     * Makes a document the truth.
     *
     * @throws IOException if it is not
     */
    public Version write(StoredDocument document, Durability durability) throws IOException {
        ByteBuffer bytes = writer.write(document);
        Version next = new Version(DocumentHead.in(bytes), document);
        written = next;
        AtomicFile.put(file, bytes, durability);
        publish(next);
        return next;
    }

    private synchronized Version parse(Version last, Content content) {
        if (!content.isMissing()) {
            Version now = new Version(
                    DocumentHead.in(content.bytes()), DocumentJson.read(content.bytes(), file.toString(), versions));
            publish(now);
            return now;
        }
        if (last.head().isEmpty() && last.document().snapshot().revision() == 0) {
            return last; // nothing was ever kept here
        }
        throw new StoreFailed("cannot read '" + file + "': it was removed while it was in use; restore it, or stop"
                + " everything that uses '" + home
                + "' and remove the directory to begin anew");
    }

    /** Whoever read an older version and was slow does not bring it back. */
    private synchronized void publish(Version now) {
        if (now.document().snapshot().revision() >= known.document().snapshot().revision()) {
            known = now;
        }
    }
}
