package dev.coord.fs;

import dev.coord.ProcessId;
import dev.coord.core.driver.ProcessLife;
import dev.coord.lock.Lease;
import dev.coord.lock.PendingRequest;
import dev.coord.store.Snapshot;
import java.util.HashSet;
import java.util.Set;

/** The processes of this host that own leases or requests and have died. */
final class DeadOwners {

    private DeadOwners() {}

    static Set<ProcessId> of(Snapshot snapshot) {
        Set<ProcessId> owners = new HashSet<>();
        for (Lease lease : snapshot.locks().leases()) {
            lease.owner().ifPresent(owners::add);
        }
        for (PendingRequest pending : snapshot.locks().queue()) {
            pending.request().owner().ifPresent(owners::add);
        }
        owners.removeIf(ProcessLife::isAlive);
        return owners;
    }
}
