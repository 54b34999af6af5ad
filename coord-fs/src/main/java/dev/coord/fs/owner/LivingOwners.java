package dev.coord.fs.owner;

import dev.coord.ProcessId;
import dev.coord.core.lock.Renewals;
import dev.coord.core.process.ProcessLife;
import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes that own leases and are seen to live: the process table shows them, or they have the store open. */
public final class LivingOwners {

    private LivingOwners() {}

    /** Those of the owners that live, where it is known which of them are dead. */
    public static Set<ProcessId> among(Set<ProcessId> owners, Set<ProcessId> dead, ProcessLock lock)
            throws IOException {
        Set<ProcessId> living = new HashSet<>();
        for (ProcessId owner : owners) {
            if (!dead.contains(owner) && (ProcessLife.isOfThisHost(owner) || lock.isInSession(owner))) {
                living.add(owner);
            }
        }
        return living;
    }

    /** With the leases of those of this host, for whoever is about to take away what is over. */
    public static Snapshot held(Snapshot snapshot, Instant now) {
        Set<ProcessId> living = snapshot.locks().leases().stream()
                .map(Lease::owner)
                .flatMap(Optional::stream)
                .filter(LivingOwners::livesHere)
                .collect(Collectors.toSet());
        return Renewals.ofTheLiving(snapshot, living, now);
    }

    /** Whether the process table of this host shows it. */
    public static boolean livesHere(ProcessId owner) {
        return ProcessLife.isOfThisHost(owner) && ProcessLife.isAlive(owner);
    }
}
