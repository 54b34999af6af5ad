package dev.coord.fs;

import dev.coord.ProcessId;
import dev.coord.core.driver.ProcessLife;
import dev.coord.lock.Lease;
import dev.coord.lock.PendingRequest;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that own leases or requests and have died. Who has the store open is known by his byte of the lock file;
 * of others of this host the system's process table tells; nothing can be told of others elsewhere.
 */
final class DeadOwners {

    private DeadOwners() {}

    static Set<ProcessId> of(StoredDocument document, ProcessLock lock) throws IOException {
        return among(owners(document.snapshot()), document, lock);
    }

    static Set<ProcessId> among(Set<ProcessId> owners, StoredDocument document, ProcessLock lock) throws IOException {
        Set<ProcessId> dead = new HashSet<>();
        for (ProcessId owner : owners) {
            if (!lock.isInSession(owner)
                    && (ProcessLife.isOfThisHost(owner)
                            ? !ProcessLife.isAlive(owner)
                            : document.sessions().contains(owner))) {
                dead.add(owner);
            }
        }
        return dead;
    }

    /** Everybody who owns a lease or a request. */
    static Set<ProcessId> owners(Snapshot snapshot) {
        Set<ProcessId> owners = new HashSet<>();
        Optional<ProcessId> last = Optional.empty(); // a process often owns thousands in a row
        for (Lease lease : snapshot.locks().leases()) {
            if (!lease.owner().equals(last)) {
                last = lease.owner();
                last.ifPresent(owners::add);
            }
        }
        for (PendingRequest pending : snapshot.locks().queue()) {
            if (!pending.request().owner().equals(last)) {
                last = pending.request().owner();
                last.ifPresent(owners::add);
            }
        }
        return owners;
    }
}
