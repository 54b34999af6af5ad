package dev.coord.fs;

import dev.coord.ProcessId;
import dev.coord.lock.Lease;
import dev.coord.lock.PendingRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/**
 * What of a document will be over though nobody says so. Worked out once for each document, so that looking every few
 * milliseconds costs next to nothing however many locks and requests there are.
 *
 * @param document which document
 * @param first when the first of its leases and requests is over
 * @param owners the processes whose death ends some of them
 */
record Lapse(StoredDocument document, Instant first, Set<ProcessId> owners) {

    static Lapse of(StoredDocument document) {
        Instant first = Instant.MAX;
        for (Lease lease : document.snapshot().locks().leases()) {
            first = lease.expiresAt().isBefore(first) ? lease.expiresAt() : first;
        }
        for (PendingRequest pending : document.snapshot().locks().queue()) {
            first = pending.deadline().isBefore(first) ? pending.deadline() : first;
        }
        return new Lapse(document, first, DeadOwners.owners(document.snapshot()));
    }

    /** Whether it is worth a look: this process is not dead, and the others' deaths are seen by their locks alone. */
    boolean mayHaveBegun(ProcessId self, Instant now) {
        return !first.isAfter(now) || !Set.of(self).containsAll(owners);
    }

    boolean hasBegun(ProcessLock lock, Instant now) throws IOException {
        return !first.isAfter(now) || !DeadOwners.among(owners, document, lock).isEmpty();
    }
}
