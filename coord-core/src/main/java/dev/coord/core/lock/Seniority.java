package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.core.lock.contention.LockIndex;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who comes before whom by age; whoever is older comes first. No two agents are of the same rank.
 *
 * @param age how old the work is
 * @param agent whose work it is
 */
record Seniority(Age age, AgentId agent) implements Comparable<Seniority> {

    private static final Comparator<Seniority> ORDER =
            Comparator.comparing(Seniority::age).thenComparing(Seniority::agent);

    /** The request with an age, if its policy goes by age. */
    static LockRequest dated(LockRequest request, Instant now) {
        boolean byAge =
                request.policy() == ContentionPolicy.WAIT_DIE || request.policy() == ContentionPolicy.WOUND_WAIT;
        return byAge && request.age().isEmpty() ? request.withAge(new Age(Age.NO_WAVE, now)) : request;
    }

    /** Whether a request is older than everybody who would be in its way at a place in the queue. */
    static boolean isOldest(LockRegistry locks, LockRequest request, int place, Instant now) {
        LockIndex wanted = LockIndex.of(request);
        Stream<Seniority> leases = locks.leases().stream()
                .filter(lease -> wanted.isInTheWay(lease.agent(), lease.locks()))
                .map(Seniority::of);
        Stream<Seniority> foreign = locks.foreign().stream()
                .filter(lock -> wanted.isInTheWay(lock.lockedBy(), List.of(lock.lock())))
                .map(Seniority::of);
        Stream<Seniority> waiters = locks.queue().subList(0, place).stream()
                .filter(ticket -> wanted.isInTheWay(
                        ticket.request().agent(), ticket.request().locks()))
                .map(Seniority::of);
        Seniority asker = of(request, now);
        return Stream.of(leases, foreign, waiters).flatMap(all -> all).allMatch(asker::isOlderThan);
    }

    /** The leases of younger agents that are in the way of a request. */
    static List<Lease> youngerHolders(LockRegistry locks, LockRequest request, Instant now) {
        LockIndex wanted = LockIndex.of(request);
        Seniority asker = of(request, now);
        return locks.leases().stream()
                .filter(lease -> wanted.isInTheWay(lease.agent(), lease.locks()) && asker.isOlderThan(of(lease)))
                .toList();
    }

    /** Behind the last older waiter that a request meets, and ahead of the younger ones that it meets after him. */
    static int place(LockRegistry locks, LockRequest request, Instant now) {
        LockIndex wanted = LockIndex.of(request);
        Seniority asker = of(request, now);
        int place = locks.queue().size();
        for (int behind = place - 1; behind >= 0; behind--) {
            PendingRequest ticket = locks.queue().get(behind);
            if (wanted.isInTheWay(ticket.request().agent(), ticket.request().locks())) {
                if (!asker.isOlderThan(of(ticket))) {
                    return place;
                }
                place = behind;
            }
        }
        return place;
    }

    /** Without leases that an older request takes the locks of; nobody is granted anything yet. */
    static LockRegistry wounded(LockRegistry locks, List<Lease> leases, LockRequest by, Instant now) {
        List<Lease> left =
                locks.leases().stream().filter(lease -> !leases.contains(lease)).toList();
        List<LostLease> lost = new ArrayList<>(locks.lost());
        leases.forEach(lease -> lost.add(Endings.lost(
                lease,
                LostLease.Cause.WOUNDED,
                "for " + by.agent() + " (" + by.feature() + "), whose work is older",
                now)));
        return new LockRegistry(
                left,
                locks.queue().stream()
                        .filter(ticket -> Upgrades.isPossible(ticket, left))
                        .toList(),
                locks.foreign(),
                locks.lastToken(),
                lost);
    }

    @Override
    public int compareTo(Seniority other) {
        return ORDER.compare(this, other);
    }

    private boolean isOlderThan(Seniority other) {
        return compareTo(other) < 0;
    }

    private static Seniority of(LockRequest request, Instant asked) {
        return new Seniority(request.age().orElse(new Age(Age.NO_WAVE, asked)), request.agent());
    }

    private static Seniority of(PendingRequest ticket) {
        return of(ticket.request(), ticket.since());
    }

    private static Seniority of(Lease lease) {
        return new Seniority(lease.age().orElse(new Age(Age.NO_WAVE, lease.grantedAt())), lease.agent());
    }

    private static Seniority of(ForeignLock lock) {
        return new Seniority(new Age(Age.NO_WAVE, lock.timestamp()), lock.lockedBy());
    }
}
