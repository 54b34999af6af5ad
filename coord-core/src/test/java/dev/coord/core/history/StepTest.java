package dev.coord.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.core.state.Lifecycle;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent.Conflicted;
import dev.coord.store.History.HistoryEvent.Ended;
import dev.coord.store.History.HistoryEvent.Ending;
import dev.coord.store.History.HistoryEvent.ForeignAdded;
import dev.coord.store.History.HistoryEvent.ForeignRemoved;
import dev.coord.store.History.HistoryEvent.Granted;
import dev.coord.store.History.HistoryEvent.Left;
import dev.coord.store.History.HistoryEvent.Moved;
import dev.coord.store.History.HistoryEvent.Other;
import dev.coord.store.History.HistoryEvent.Waiting;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");
    private static final FeatureId P1 = new FeatureId("P1");
    private static final ProcessId OWNER = new ProcessId(7, NOW, "host");

    @Test
    void tellsNothingOfAStepThatChangedNothing() {
        assertThat(Step.of(Snapshot.EMPTY, Snapshot.EMPTY, NOW).events()).isEmpty();
    }

    @Test
    void tellsThatSomethingChangedThatHasNoEventOfItsOwn() {
        Snapshot after = Snapshot.EMPTY.withFeatures(features());

        assertThat(Step.of(Snapshot.EMPTY, after, NOW).events()).containsExactly(new Other(List.of("features")));
    }

    @Nested
    class Locks {

        private final Snapshot held = requested(Snapshot.EMPTY, request("a").build());
        private final Lease lease = held.locks().leases().get(0);
        private final Snapshot waitedFor = requested(held, request("b").build());

        @Test
        void tellsOfAGrantAndOfAWait() {
            assertThat(Step.of(Snapshot.EMPTY, held, NOW).events()).containsExactly(new Granted(lease));
            assertThat(Step.of(held, waitedFor, NOW).events())
                    .containsExactly(new Waiting(waitedFor.locks().queue().get(0)));
        }

        @Test
        void tellsOfAReleaseBeforeTheGrantThatFollowsFromIt() {
            Snapshot after = LockTable.release(waitedFor, lease.id(), NOW).after();

            assertThat(Step.of(waitedFor, after, NOW).events())
                    .containsExactly(
                            ended(Ending.RELEASED),
                            new Granted(after.locks().leases().get(0)));
        }

        @Test
        void tellsAnExpiredLeaseFromAReleasedOne() {
            Instant end = lease.expiresAt();
            Snapshot after = LockTable.expire(held, end);

            assertThat(Step.of(held, after, end).events()).containsExactly(ended(Ending.EXPIRED));
        }

        @Test
        void tellsABrokenLeaseAndTheConflictItLeft() {
            Transition<?> step = LockTable.breakLease(held, lease.id(), "it hangs", NOW);

            assertThat(new Step(held, step.after(), step.conflicts(), Set.of(), false, NOW).events())
                    .containsExactly(
                            ended(Ending.BROKEN),
                            new Conflicted(step.conflicts().get(0)));
        }

        @Test
        void tellsTheLeaseOfADeadOwner() {
            Snapshot owned = requested(Snapshot.EMPTY, request("a").owner(OWNER).build());
            Snapshot after = LockTable.withoutOwners(owned, Set.of(OWNER), NOW);

            assertThat(new Step(owned, after, List.of(), Set.of(OWNER), false, NOW).events())
                    .containsExactly(ended(Ending.OWNER_DIED));
        }

        @Test
        void tellsALeaseThatWasTakenOutOfTheFile() {
            Snapshot after = held.withLocks(new LockRegistry(
                    List.of(), List.of(), List.of(), held.locks().lastToken(), List.of()));

            assertThat(new Step(held, after, List.of(), Set.of(), true, NOW).events())
                    .containsExactly(ended(Ending.EDITED));
        }

        @Test
        void tellsAWithdrawnRequestFromOneThatTimedOut() {
            RequestId waiting = new RequestId("r-b");
            Snapshot withdrawn = LockTable.withdraw(waitedFor, waiting, NOW).after();
            Instant late = waitedFor.locks().queue().get(0).deadline();

            assertThat(Step.of(waitedFor, withdrawn, NOW).events())
                    .containsExactly(new Left(waiting, new AgentId("b"), P1, Ending.WITHDRAWN));
            assertThat(Step.of(waitedFor, LockTable.expire(waitedFor, late), late)
                            .events())
                    .containsExactly(new Left(waiting, new AgentId("b"), P1, Ending.EXPIRED));
        }

        @Test
        void tellsOfForeignLocks() {
            ForeignLock foreign =
                    new ForeignLock(new PathLock(new RepoPath("x"), Operation.WRITE), new AgentId("outsider"), P1, NOW);
            Snapshot with = held.withLocks(new LockRegistry(
                    held.locks().leases(),
                    List.of(),
                    List.of(foreign),
                    held.locks().lastToken(),
                    List.of()));

            assertThat(Step.of(held, with, NOW).events()).containsExactly(new ForeignAdded(foreign));
            assertThat(Step.of(with, held, NOW).events()).containsExactly(new ForeignRemoved(foreign));
        }

        private Ended ended(Ending why) {
            return new Ended(lease.id(), lease.agent(), P1, lease.token(), why);
        }
    }

    @Test
    void tellsWhereAFeatureStandsAndWhy() {
        Snapshot before = Snapshot.EMPTY.withFeatures(features());
        AgentId agent = new AgentId("a");

        Snapshot active = Lifecycle.start(before, P1, agent, NOW).after();
        Snapshot failed = Lifecycle.fail(active, P1, agent, "exit status 3", Optional.empty(), NOW)
                .after();

        assertThat(Step.of(before, active, NOW).events())
                .containsExactly(new Moved(P1, FeatureStatus.PENDING, FeatureStatus.ACTIVE, Optional.of(agent), ""));
        assertThat(Step.of(active, failed, NOW).events())
                .containsExactly(
                        new Moved(P1, FeatureStatus.ACTIVE, FeatureStatus.FAILED, Optional.of(agent), "exit status 3"));
    }

    @Test
    void marksEveryLineOfACommitButTheLast() {
        Snapshot held = requested(Snapshot.EMPTY, request("a").build()).withFeatures(features());

        assertThat(Step.of(Snapshot.EMPTY, held, NOW).entries())
                .extracting(HistoryEntry::more)
                .containsExactly(true, false);
    }

    private static FeatureSet features() {
        TreeMap<FeatureId, Feature> features = new TreeMap<>();
        features.put(P1, Feature.builder("P1").build());
        return new FeatureSet(features, new TreeSet<>());
    }

    private static LockRequest.Builder request(String agent) {
        return LockRequest.builder(agent, "P1")
                .id(new RequestId("r-" + agent))
                .write("a.ts")
                .policy(ContentionPolicy.WAIT);
    }

    private static Snapshot requested(Snapshot before, LockRequest request) {
        return LockTable.request(before, request, NOW).after();
    }
}
