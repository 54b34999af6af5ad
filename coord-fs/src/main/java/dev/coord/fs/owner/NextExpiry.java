package dev.coord.fs.owner;

import dev.coord.ProcessId;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of the locks will be over though nobody says so. Worked out once for each state of them, so that looking every few
 * milliseconds costs next to nothing however many locks and requests there are.
 *
 * @param locks which locks
 * @param first when the first of its leases and requests is over
 * @param owners the processes that own leases or requests, or wait for these; their death ends them
 */
public record NextExpiry(LockRegistry locks, Instant first, Set<ProcessId> owners) {

    public NextExpiry {
        owners = Set.copyOf(owners);
    }

    public static NextExpiry of(LockRegistry locks) {
        Instant first = Instant.MAX;
        Set<ProcessId> owners = new HashSet<>();
        Optional<ProcessId> last = Optional.empty(); // a process often owns thousands in a row
        for (Lease lease : locks.leases()) {
            first = lease.expiresAt().isBefore(first) ? lease.expiresAt() : first;
            if (!lease.owner().equals(last)) {
                last = lease.owner();
                last.ifPresent(owners::add);
            }
            lease.replaces().flatMap(Lease::owner).ifPresent(owners::add);
        }
        for (PendingRequest pending : locks.queue()) {
            first = pending.deadline().isBefore(first) ? pending.deadline() : first;
            if (!pending.request().owner().equals(last)) {
                last = pending.request().owner();
                last.ifPresent(owners::add);
            }
            pending.waiter().ifPresent(owners::add);
        }
        return new NextExpiry(locks, first, owners);
    }

    /** Whether the time of one of them is over. */
    public boolean hasBegun(Instant now) {
        return !first.isAfter(now);
    }

    /** Whether the death of a process other than this one would end something. */
    public boolean ownedBeside(ProcessId self) {
        return !Set.of(self).containsAll(owners);
    }
}
