package dev.coord.fs.commit;

import dev.coord.ProcessId;
import dev.coord.fs.document.Commit;
import dev.coord.fs.document.StoredDocument;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Decides updates one after the other on the latest document, and commits all that comes of them at once.
 *
 * @param files the files of the store
 * @param owners the processes that own leases in it
 */
public record BatchCommit(StoreFiles files, OwnersOfLeases owners) {

    /** For whoever holds the lock. */
    public void commit(List<Ticket<?>> batch) throws IOException {
        Durability durability = batch.stream()
                .map(Ticket::durability)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant now = batch.get(0).now();
        StoredDocument stored = files.load(now, durability);
        Set<ProcessId> dead = owners.dead(stored);
        Set<ProcessId> living = owners.living(stored, dead);
        Snapshot current = stored.snapshot();
        List<ConflictEntry> entries = new ArrayList<>();
        for (Ticket<?> ticket : batch) {
            current = ticket.decide(current, dead, living);
            entries.addAll(ticket.entries());
        }
        if (current.equals(stored.snapshot()) && entries.isEmpty()) {
            files.settle(durability);
            return;
        }
        StoredDocument next = stored.with(current).withSessions(owners.sessions(stored, current));
        Instant end = batch.get(batch.size() - 1).now();
        files.commit(new Commit(stored, next, entries, dead, false, end, durability));
    }
}
