package dev.coord.fs.owner;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The processes that own leases or requests and have died. Who has the store open is known by his byte of the lock file;
 * of others of this host the system's process table tells; nothing can be told of others elsewhere.
 */
public final class DeadOwners {

    private DeadOwners() {}

    public static Set<ProcessId> among(Set<ProcessId> owners, Set<ProcessId> sessions, ProcessLock lock)
            throws IOException {
        Set<ProcessId> dead = new HashSet<>();
        for (ProcessId owner : owners) {
            if (!lock.isInSession(owner)
                    && (ProcessLife.isOfThisHost(owner) ? !ProcessLife.isAlive(owner) : sessions.contains(owner))) {
                dead.add(owner);
            }
        }
        return dead;
    }
}
