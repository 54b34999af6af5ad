package dev.coord.core.json.snapshot;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.JsonText;
import dev.coord.core.json.Pieces;
import dev.coord.store.Snapshot;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Writes and reads one version of a snapshot after the other as {@link SnapshotJson} does, but anew only what has changed
 * since the last one: thousands of held locks cost little more than copying their bytes. What has not changed is the very
 * same object in the version that is read, whoever wrote it. Safe for use by several threads.
 */
public final class SnapshotVersions {

    private final Pieces pieces = new Pieces(Set.of("features", "state", "run"), Set.of("leases", "queue"));

    /** Versions of which none has been seen yet. */
    public SnapshotVersions() {}

    /**
     * Writes a snapshot.
     *
     * @param snapshot the snapshot
     * @param to takes the document; stays open
     * @throws UncheckedIOException if it does not take it
     */
    public synchronized void write(Snapshot snapshot, OutputStream to) {
        JsonText.compact(to, pieces, out -> SnapshotJson.write(out, snapshot));
    }

    /**
     * Reads a snapshot.
     *
     * @param document what this or an earlier version of coord wrote
     * @return the snapshot
     * @throws StoreFailed as {@link SnapshotJson#read} does
     */
    public synchronized Snapshot read(byte[] document) {
        return SnapshotJson.read(document, pieces);
    }
}
