package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.core.lock.LockStory.holder;
import static dev.coord.core.lock.LockStory.write;
import static dev.coord.lock.ContentionPolicy.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockOutcome.Granted;
import dev.coord.lock.LockOutcome.TimedOut;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockTableTest {

    private final LockStory story = new LockStory();

    /** Comparing all of them by automata takes far longer. */
    @Test
    void grantsThousandsOfGlobsThatHaveNothingInCommon() {
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
            Lease all = story.granted(by("z").write("**"));
            for (int i = 0; i < 400; i++) {
                story.waiting(by("a" + i).write("**/m" + i + ".ts").policy(WAIT).patience(Duration.ofHours(1)));
            }

            story.release(all);

            assertThat(story.holding()).hasSize(400);
        });
    }

    @Nested
    class Withdraw {

        @Test
        void leavesTheQueueAndTellsWhoWasInTheWay() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));

            LockOutcome outcome = story.withdraw("b");

            assertThat(outcome).isEqualTo(new TimedOut(List.of(holder(Holder.Kind.LEASE, "a", write("x")))));
            assertThat(story.queued()).isEmpty();
        }

        @Test
        void tellsWhoWasInTheWayAlsoAtTheDeadline() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x").patience(Duration.ofSeconds(10)));
            story.pass(10);

            assertThat(story.withdraw("b"))
                    .isEqualTo(new TimedOut(List.of(holder(Holder.Kind.LEASE, "a", write("x")))));
        }

        @Test
        void answersWithTheLeaseThatWasGrantedMeanwhile() {
            Lease first = story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));
            story.release(first);

            assertThat(story.withdraw("b")).isInstanceOf(Granted.class);
            assertThat(story.holding()).containsExactly("b");
        }

        @Test
        void grantsThoseBehind() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x"));
            story.waiting(by("c").read("x"));

            story.withdraw("b");

            assertThat(story.holding()).containsExactly("a", "c");
        }

        @Test
        void changesNothingForARequestThatIsNotKnown() {
            assertThat(story.withdraw("nobody")).isEqualTo(new TimedOut(List.of()));
            assertThat(story.snapshot).isSameAs(Snapshot.EMPTY);
        }
    }

    @Nested
    class Release {

        @Test
        void grantsWaitersInTheirOrderAndInTheSameStep() {
            Lease lease = story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));
            story.waiting(by("c").read("x"));
            story.waiting(by("d").write("x").policy(WAIT));

            story.release(lease);

            assertThat(story.holding()).containsExactly("b", "c");
            assertThat(story.queued()).containsExactly("d");
        }

        @Test
        void lateReleaseDoesNotFreeTheNewHolder() {
            Lease late = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(11);
            story.granted(by("b").write("x"));
            Snapshot before = story.snapshot;

            assertThat(story.release(late)).isInstanceOf(LeaseOutcome.Gone.class);
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void breaksALeaseForWhoWaitsAndSaysWhy() {
            Lease lease = story.granted(by("a").write("x").read("y"));
            story.waiting(by("b").write("x").policy(WAIT));

            assertThat(story.breakLease(lease, "it hangs")).isEqualTo(new LeaseOutcome.Released(lease));
            assertThat(story.holding()).containsExactly("b");
            assertThat(story.log)
                    .endsWith(new ConflictEntry(
                            BEGIN,
                            ConflictType.FILE_WRITE_CONFLICT,
                            List.of(new FeatureId("A")),
                            List.of("x", "y"),
                            "Break " + lease.id() + " of a: it hangs"));
        }

        @Test
        void breaksNothingThatIsGone() {
            Lease lease = story.granted(by("a").write("x"));
            story.release(lease);
            Snapshot before = story.snapshot;

            assertThat(story.breakLease(lease, "it hangs")).isInstanceOf(LeaseOutcome.Gone.class);
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log).isEmpty();
        }

        @Test
        void neverStartsTokensAgain() {
            Lease first = story.granted(by("a").write("x"));
            story.release(first);

            Lease second = story.granted(by("a").write("x"));

            assertThat(second.token()).isGreaterThan(first.token());
            assertThat(second.id()).isNotEqualTo(first.id());
        }
    }

    @Nested
    class BreakForeign {

        private final ForeignLock foreign = new ForeignLock(write("x"), new AgentId("jq"), new FeatureId("JQ"), BEGIN);

        @Test
        void grantsThoseWhoWaitedAndLeavesAnEntry() {
            story.snapshot = story.snapshot.withLocks(LockRegistry.EMPTY.withForeign(List.of(foreign)));
            story.waiting(by("a").write("x").policy(WAIT));

            Transition<List<ForeignLock>> step =
                    LockTable.breakForeign(story.snapshot, new RepoPath("x"), new AgentId("jq"), "it is gone", BEGIN);

            assertThat(step.outcome()).containsExactly(foreign);
            assertThat(step.after().locks().foreign()).isEmpty();
            assertThat(step.after().locks().leases()).hasSize(1);
            assertThat(step.conflicts())
                    .extracting(ConflictEntry::resolution)
                    .containsExactly("Break the foreign lock of jq: it is gone");
        }

        @Test
        void leavesThoseOfOthersAndOnOtherPaths() {
            story.snapshot = story.snapshot.withLocks(LockRegistry.EMPTY.withForeign(List.of(foreign)));

            assertThat(LockTable.breakForeign(story.snapshot, new RepoPath("x"), new AgentId("b"), "no", BEGIN)
                            .after())
                    .isSameAs(story.snapshot);
            assertThat(LockTable.breakForeign(story.snapshot, new RepoPath("y"), new AgentId("jq"), "no", BEGIN)
                            .outcome())
                    .isEmpty();
        }
    }

    @Nested
    class ReleaseAll {

        @Test
        void freesWhatTheAgentHoldsAndWaitsForOnBehalfOfTheFeature() {
            story.granted(by("a").write("x"));
            story.granted(by("h").write("z"));
            story.waiting(by("a").id(new RequestId("a2")).read("z"));
            story.waiting(by("b").read("x"));

            story.snapshot = LockTable.releaseAll(story.snapshot, new AgentId("a"), new FeatureId("A"), story.now);

            assertThat(story.holding()).containsExactly("h", "b");
            assertThat(story.queued()).isEmpty();
        }

        @Test
        void sparesTheAgentsOtherFeatures() {
            story.granted(by("a").write("x"));
            Snapshot before = story.snapshot;

            assertThat(LockTable.releaseAll(before, new AgentId("a"), new FeatureId("OTHER"), story.now))
                    .isSameAs(before);
        }
    }

    @Nested
    class Questions {

        @Test
        void findTheLeaseOfARequest() {
            Lease lease = story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));

            assertThat(LockTable.leaseOf(story.snapshot, new RequestId("a"))).contains(lease);
            assertThat(LockTable.leaseOf(story.snapshot, new RequestId("b"))).isEqualTo(Optional.empty());
        }

        @Test
        void nameHoldersInTheOrderOfGrant() {
            story.granted(by("c").write("app/c"));
            story.granted(by("b").write("lib"));
            story.granted(by("a").write("app/a"));

            assertThat(LockTable.inTheWay(
                            story.snapshot, by("new").write("app/").read("lib").build()))
                    .extracting(holder -> holder.agent().value())
                    .containsExactly("c", "b", "a");
        }

        @Test
        void nameWhoIsAheadOfARequestInTheQueueOnly() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x"));
            story.waiting(by("c").read("x"));

            assertThat(LockTable.inTheWay(story.snapshot, by("b").write("x").build()))
                    .extracting(holder -> holder.agent().value())
                    .containsExactly("a");
            assertThat(LockTable.inTheWay(story.snapshot, by("new").write("x").build()))
                    .extracting(holder -> holder.agent().value())
                    .containsExactly("a", "b", "c");
        }
    }
}
