package dev.coord.core.lock;

import dev.coord.core.lock.BruteForce.Owned;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.RequestId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of a new request, found slowly.
 *
 * @param answer name of the outcome
 * @param queue who waits else
 * @param place where among them it stands or would stand; -1 if every place closes a circle
 * @param wounded whose leases it breaks
 */
record BruteDecision(String answer, List<RequestId> queue, int place, Set<LeaseId> wounded) {

    boolean overtakes() {
        return place >= 0 && place < queue.size();
    }

    static BruteDecision of(LockRegistry locks, LockRequest request, Instant now) {
        Owned asker = BruteForce.owned(request);
        Set<LeaseId> younger = new HashSet<>();
        if (request.policy() == ContentionPolicy.WOUND_WAIT) {
            locks.leases().stream()
                    .filter(lease -> asker.meets(owned(lease)) && isOlder(request, now, lease))
                    .forEach(lease -> younger.add(lease.id()));
        }
        LockRegistry left = without(locks, younger);
        int end = left.queue().size();
        int place = BruteForce.place(left, request, start(left, request, now));
        if (place < 0) {
            place = BruteForce.place(left, request, end);
        }
        String answer = answer(left, request, now, place);
        boolean refused = !answer.equals("Granted") && !answer.equals("Waiting");
        return new BruteDecision(
                answer,
                left.queue().stream().map(ticket -> ticket.request().id()).toList(),
                place,
                refused ? Set.of() : younger);
    }

    private static String answer(LockRegistry left, LockRequest request, Instant now, int place) {
        Owned asker = BruteForce.owned(request);
        List<Lease> held = left.leases().stream()
                .filter(lease -> asker.meets(owned(lease)))
                .toList();
        List<PendingRequest> ahead = left
                .queue()
                .subList(0, place < 0 ? left.queue().size() : place)
                .stream()
                .filter(ticket -> asker.meets(BruteForce.owned(ticket.request())))
                .toList();
        if (place >= 0 && held.isEmpty() && ahead.isEmpty()) {
            return "Granted";
        }
        boolean denied = switch (request.policy()) {
            case FAIL -> true;
            case WAIT, WOUND_WAIT -> false;
            case WAIT_DIE ->
                held.stream().anyMatch(lease -> !isOlder(request, now, lease))
                        || ahead.stream().anyMatch(ticket -> !isOlder(request, now, ticket));
            case BY_OPERATION ->
                held.stream().anyMatch(lease -> asker.bothWrite(owned(lease)))
                        || place >= 0
                                && ahead.stream()
                                        .anyMatch(ticket -> asker.bothWrite(BruteForce.owned(ticket.request())));
        };
        if (denied) {
            return "Denied";
        }
        if (request.patience().isZero()) {
            return "TimedOut";
        }
        return place < 0 ? "Deadlocked" : "Waiting";
    }

    /** By wound-wait ahead of the younger ones that it meets behind the last older one that it meets. */
    private static int start(LockRegistry locks, LockRequest request, Instant now) {
        int end = locks.queue().size();
        if (request.policy() != ContentionPolicy.WOUND_WAIT) {
            return end;
        }
        Owned asker = BruteForce.owned(request);
        int start = end;
        for (int place = 0; place < end; place++) {
            PendingRequest ticket = locks.queue().get(place);
            if (asker.meets(BruteForce.owned(ticket.request()))) {
                boolean older = isOlder(request, now, ticket);
                start = !older ? end : Math.min(start, place);
            }
        }
        return start;
    }

    private static LockRegistry without(LockRegistry locks, Set<LeaseId> ids) {
        return new LockRegistry(
                locks.leases().stream()
                        .filter(lease -> !ids.contains(lease.id()))
                        .toList(),
                locks.queue().stream()
                        .filter(ticket ->
                                ticket.upgrades().filter(ids::contains).isEmpty())
                        .toList(),
                locks.foreign(),
                locks.lastToken(),
                locks.lost());
    }

    private static Owned owned(Lease lease) {
        return new Owned(lease.agent(), lease.locks());
    }

    private static boolean isOlder(LockRequest request, Instant now, Lease other) {
        return isOlder(
                request, now, other.age(), other.grantedAt(), other.agent().value());
    }

    private static boolean isOlder(LockRequest request, Instant now, PendingRequest other) {
        return isOlder(
                request,
                now,
                other.request().age(),
                other.since(),
                other.request().agent().value());
    }

    private static boolean isOlder(
            LockRequest request, Instant now, Optional<Age> otherAge, Instant otherSince, String otherAgent) {
        int wave = request.age().map(Age::wave).orElse(Age.NO_WAVE);
        int otherWave = otherAge.map(Age::wave).orElse(Age.NO_WAVE);
        if (wave != otherWave) {
            return wave < otherWave;
        }
        Instant asked = request.age().map(Age::firstAsked).orElse(now);
        Instant otherAsked = otherAge.map(Age::firstAsked).orElse(otherSince);
        return asked.equals(otherAsked)
                ? request.agent().value().compareTo(otherAgent) < 0
                : asked.isBefore(otherAsked);
    }
}
