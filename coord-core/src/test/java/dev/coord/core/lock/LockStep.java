package dev.coord.core.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One step of a random history.
 *
 * @param kind what is done
 * @param millis how far the clock moves before, maybe back
 * @param pick which lease or request is meant, counted round
 * @param wish what is asked for where something is
 */
record LockStep(Kind kind, int millis, int pick, LockRequest wish) {

    enum Kind {
        ASK,
        ASK_AGAIN,
        WITHDRAW,
        RENEW,
        RELEASE,
        UPGRADE,
        DOWNGRADE,
        EXPIRE,
        BURY,
        RELEASE_ALL
    }

    /**
     * A step as it was taken.
     *
     * @param request what was asked for, where something was
     * @param outcome the answer, where there is one
     */
    record Taken(
            Snapshot before,
            Snapshot after,
            Instant now,
            Kind kind,
            Optional<LockRequest> request,
            Optional<Object> outcome) {

        /** Whether something was asked for that was not asked for before. */
        boolean isNew() {
            return request.isPresent()
                    && kind != Kind.ASK_AGAIN
                    && before.locks().queue().stream()
                            .noneMatch(ticket ->
                                    ticket.request().id().equals(request.get().id()));
        }

        String answer() {
            return outcome.orElseThrow().getClass().getSimpleName();
        }

        Snapshot expired() {
            return LockTable.expire(before, now);
        }
    }

    private static final List<String> AGENTS = List.of("p", "q", "r", "s");

    static Arbitrary<List<LockStep>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.ASK),
                Tuple.of(1, Kind.ASK_AGAIN),
                Tuple.of(1, Kind.WITHDRAW),
                Tuple.of(1, Kind.RENEW),
                Tuple.of(4, Kind.RELEASE),
                Tuple.of(4, Kind.UPGRADE),
                Tuple.of(1, Kind.DOWNGRADE),
                Tuple.of(1, Kind.EXPIRE),
                Tuple.of(1, Kind.BURY),
                Tuple.of(1, Kind.RELEASE_ALL));
        Arbitrary<Integer> millis = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.integers().between(0, 1500)),
                Tuple.of(1, Arbitraries.integers().between(-20_000, 20_000)));
        return Combinators.combine(kinds, millis, Arbitraries.integers().between(0, 20), wishes())
                .as(LockStep::new)
                .list()
                .ofMaxSize(40)
                .withoutEdgeCases();
    }

    static Arbitrary<LockRequest> wishes() {
        return Combinators.combine(
                        Arbitraries.of(AGENTS),
                        locks(),
                        Arbitraries.frequency(
                                Tuple.of(6, ContentionPolicy.WAIT),
                                Tuple.of(3, ContentionPolicy.BY_OPERATION),
                                Tuple.of(1, ContentionPolicy.FAIL),
                                Tuple.of(2, ContentionPolicy.WAIT_DIE),
                                Tuple.of(3, ContentionPolicy.WOUND_WAIT)),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(3, 5), Tuple.of(12, 30)),
                        Arbitraries.integers()
                                .between(0, 2)
                                .map(wave -> new Age(wave, LockStory.BEGIN))
                                .optional())
                .as((agent, locks, policy, ttl, patience, age) -> new LockRequest(
                        new RequestId("none"),
                        new AgentId(agent),
                        new FeatureId("F" + ttl % 2),
                        locks,
                        policy,
                        Duration.ofSeconds(ttl),
                        Duration.ofSeconds(patience),
                        ttl % 3 == 0 ? Optional.empty() : Optional.of(process(agent)),
                        age));
    }

    static Arbitrary<List<PathLock>> locks() {
        Arbitrary<String> paths = Arbitraries.of(BruteForce.FILES.keySet());
        return Combinators.combine(paths, Arbitraries.of(Operation.class))
                .as((path, operation) -> new PathLock(new RepoPath(path), operation))
                .list()
                .ofMinSize(0)
                .ofMaxSize(3);
    }

    static void run(List<LockStep> steps, Consumer<Taken> check) {
        Snapshot snapshot = Snapshot.EMPTY;
        Instant now = LockStory.BEGIN;
        List<LockRequest> asked = new ArrayList<>();
        for (LockStep step : steps) {
            now = now.plusMillis(step.millis());
            Taken taken = step.take(snapshot, now, asked);
            check.accept(taken);
            snapshot = taken.after();
        }
    }

    private Taken take(Snapshot before, Instant now, List<LockRequest> asked) {
        LockRegistry locks = before.locks();
        return switch (kind) {
            case ASK -> ask(before, now, named(wish, "r" + asked.size()), asked);
            case ASK_AGAIN ->
                ask(before, now, asked.isEmpty() ? named(wish, "r0") : asked.get(pick % asked.size()), asked);
            case WITHDRAW ->
                answered(
                        before,
                        now,
                        LockTable.withdraw(
                                before,
                                locks.queue().isEmpty()
                                        ? new RequestId("unknown")
                                        : locks.queue()
                                                .get(pick % locks.queue().size())
                                                .request()
                                                .id(),
                                now));
            case RENEW -> answered(before, now, LockTable.renew(before, lease(locks), now));
            case RELEASE -> answered(before, now, LockTable.release(before, lease(locks), now));
            case UPGRADE -> upgrade(before, now);
            case DOWNGRADE -> answered(before, now, LockTable.downgrade(before, lease(locks), now));
            case EXPIRE -> silent(before, now, LockTable.expire(before, now));
            case BURY ->
                silent(
                        before,
                        now,
                        LockTable.withoutOwners(
                                before, Set.of(process(wish.agent().value())), now));
            case RELEASE_ALL -> silent(before, now, LockTable.releaseAll(before, wish.agent(), wish.feature(), now));
        };
    }

    private Taken ask(Snapshot before, Instant now, LockRequest request, List<LockRequest> asked) {
        asked.add(request);
        Transition<?> transition = LockTable.request(before, request, now);
        return new Taken(
                before, transition.after(), now, kind, Optional.of(request), Optional.of(transition.outcome()));
    }

    /** The request that this amounts to is told, but for a lease that has nothing to upgrade. */
    private Taken upgrade(Snapshot before, Instant now) {
        LeaseId id = lease(before.locks());
        Optional<LockRequest> request = LockTable.expire(before, now).locks().leases().stream()
                .filter(lease -> lease.id().equals(id))
                .filter(lease -> lease.locks().stream().anyMatch(lock -> lock.operation() == Operation.READ))
                .findFirst()
                .map(lease -> new LockRequest(
                        new RequestId("upgrade:" + id),
                        lease.agent(),
                        lease.feature(),
                        lease.locks().stream()
                                .map(lock -> new PathLock(lock.path(), Operation.WRITE))
                                .toList(),
                        ContentionPolicy.WAIT,
                        lease.ttl(),
                        wish.patience(),
                        lease.owner(),
                        lease.age()));
        Transition<?> transition = LockTable.upgrade(before, id, wish.patience(), now);
        return new Taken(before, transition.after(), now, kind, request, Optional.of(transition.outcome()));
    }

    private Taken answered(Snapshot before, Instant now, Transition<?> transition) {
        return new Taken(before, transition.after(), now, kind, Optional.empty(), Optional.of(transition.outcome()));
    }

    private Taken silent(Snapshot before, Instant now, Snapshot after) {
        return new Taken(before, after, now, kind, Optional.empty(), Optional.empty());
    }

    private LeaseId lease(LockRegistry locks) {
        return locks.leases().isEmpty()
                ? new LeaseId("unknown")
                : locks.leases().get(pick % locks.leases().size()).id();
    }

    private static LockRequest named(LockRequest wish, String id) {
        return new LockRequest(
                new RequestId(id),
                wish.agent(),
                wish.feature(),
                wish.locks(),
                wish.policy(),
                wish.ttl(),
                wish.patience(),
                wish.owner(),
                wish.age());
    }

    private static ProcessId process(String agent) {
        return new ProcessId(agent.charAt(0), LockStory.BEGIN, "host");
    }
}
