package dev.coord.core.json;

import dev.coord.store.Snapshot;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Writes one version of a snapshot after the other, byte for byte as {@link SnapshotJson#write} does, but anew only what
 * has changed since the last one: thousands of held locks cost little more than copying their bytes. Not safe for use by
 * several threads at once.
 */
public final class SnapshotWriter {

    private final WrittenBefore before =
            new WrittenBefore(Set.of("features", "state", "run"), Set.of("leases", "queue"));

    /** A writer that has written nothing yet. */
    public SnapshotWriter() {}

    /**
     * Writes a snapshot.
     *
     * @param snapshot the snapshot
     * @param to takes the document; stays open
     * @throws UncheckedIOException if it does not take it
     */
    public void write(Snapshot snapshot, OutputStream to) {
        FieldWriter.compact(to, before, out -> SnapshotJson.write(out, snapshot));
    }
}
