package dev.coord.fs.commit;

import dev.coord.ProcessId;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.owner.DeadOwners;
import dev.coord.fs.owner.LivingOwners;
import dev.coord.fs.owner.NextExpiry;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.lock.LockRegistry;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The processes that own leases and requests of a document: which live, which are dead, and whether anything is over. */
public final class OwnersOfLeases {

    private final ProcessId self;
    private final ProcessLock lock;
    private volatile NextExpiry next = NextExpiry.of(LockRegistry.EMPTY);

    /** As this process sees them, by the sessions of that lock file. */
    public OwnersOfLeases(ProcessId self, ProcessLock lock) {
        this.self = self;
        this.lock = lock;
    }

    /** Whether something may be over: this process is not dead, so what nobody else owns ends by the clock alone. */
    public boolean mayBeOver(StoredDocument document, Instant now) {
        NextExpiry known = next(document.snapshot());
        return known.hasBegun(now) || known.ownedBeside(self);
    }

    public boolean isSomethingOver(StoredDocument document, Instant now) throws IOException {
        return next(document.snapshot()).hasBegun(now) || !dead(document).isEmpty();
    }

    Set<ProcessId> dead(StoredDocument document) throws IOException {
        return DeadOwners.among(next(document.snapshot()).owners(), document.sessions(), lock);
    }

    /** Those that live, where it is known which are dead. */
    Set<ProcessId> living(StoredDocument document, Set<ProcessId> dead) throws IOException {
        return LivingOwners.among(next(document.snapshot()).owners(), dead, lock);
    }

    /** The sessions to be remembered with a snapshot. */
    Set<ProcessId> sessions(StoredDocument stored, Snapshot after) {
        Set<ProcessId> owners = new HashSet<>(next(after).owners());
        owners.removeIf(owner -> !owner.equals(self) && !stored.sessions().contains(owner));
        return owners;
    }

    @SuppressWarnings("ReferenceEquality")
    private NextExpiry next(Snapshot snapshot) {
        NextExpiry last = next;
        if (last.locks() != snapshot.locks()) {
            last = NextExpiry.of(snapshot.locks());
            next = last;
        }
        return last;
    }
}
