package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.core.lock.LockStory.write;
import static dev.coord.lock.ContentionPolicy.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How leases go on and how they end: with their time, with their owner, and what is said of them afterwards. */
class LeaseEndTest {

    private static final ProcessId PROCESS = new ProcessId(7, BEGIN, "host");

    private final LockStory story = new LockStory();

    @Nested
    class Renew {

        @Test
        void movesTheExpiryAndNothingElse() {
            Lease lease = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(9);

            LeaseOutcome outcome = story.renew(lease);

            assertThat(outcome).isEqualTo(new LeaseOutcome.Renewed(lease.expiringAt(BEGIN.plusSeconds(19))));
        }

        @Test
        void tellsThatTheLeaseIsOver() {
            Lease lease = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(10);

            LeaseOutcome outcome = story.renew(lease);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            LeaseOutcome.Gone.class,
                            gone -> assertThat(gone.why())
                                    .contains("expired at 2025-10-30T14:30:10Z", "ask for its locks again"));
        }
    }

    @Nested
    class Gone {

        @Test
        void saysWhenItExpiredAlsoLongAfter() {
            Lease lease = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(10);
            story.granted(by("b").write("x"));
            story.pass(60);

            assertThat(whyGone(lease.id())).contains("it expired at 2025-10-30T14:30:10Z");
        }

        @Test
        void saysWhyItWasBroken() {
            Lease lease = story.granted(by("a").write("x"));
            story.breakLease(lease, "it hangs " + "very ".repeat(100));

            assertThat(whyGone(lease.id()))
                    .contains("it was broken at 2025-10-30T14:30:00Z: it hangs very very")
                    .hasSizeLessThan(400);
        }

        @Test
        void saysThatItsProcessHadEnded() {
            Lease lease = story.granted(by("a").write("x").owner(PROCESS));
            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now);

            assertThat(whyGone(lease.id())).contains("its process had ended at 2025-10-30T14:30:00Z");
        }

        @Test
        void saysThatItWasReleasedAndKeepsNothingForThat() {
            Lease lease = story.granted(by("a").write("x"));
            story.release(lease);

            assertThat(whyGone(lease.id())).contains("it was released;");
            assertThat(story.snapshot.locks().lost()).isEmpty();
        }

        @Test
        void saysThatItWasNeverGranted() {
            story.granted(by("a").write("x"));

            assertThat(whyGone(new LeaseId("lease-2-0123abcd"))).contains("it was never granted");
            assertThat(whyGone(new LeaseId("lease-0-0123abcd"))).contains("it was never granted");
            assertThat(whyGone(new LeaseId("another"))).contains("it was never granted");
        }

        @Test
        void remembersTheLatestAndSaysThatItForgets() {
            Lease first = story.granted(by("a").write("x"));
            story.breakLease(first, "it hangs");
            Lease last = first;
            for (int i = 0; i < LockRegistry.REMEMBERED; i++) {
                last = story.granted(by("a").write("x"));
                story.breakLease(last, "it hangs");
            }

            assertThat(story.snapshot.locks().lost()).hasSize(LockRegistry.REMEMBERED);
            assertThat(whyGone(last.id())).contains("it was broken");
            assertThat(whyGone(first.id())).contains("it was released, or ended otherwise too long ago to say how");
        }

        private String whyGone(LeaseId id) {
            return ((LeaseOutcome.Gone)
                            LockTable.release(story.snapshot, id, story.now).outcome())
                    .why();
        }
    }

    @Nested
    class Expire {

        @Test
        void isTheVerySnapshotWhereNothingIsOver() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));
            Snapshot before = story.snapshot;

            story.expire();

            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void dropsATicketThatBlocksOthersAtItsDeadline() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x").patience(Duration.ofSeconds(10)));
            story.waiting(by("c").read("x"));
            story.pass(10);

            story.expire();

            assertThat(story.holding()).containsExactly("a", "c");
        }

        @Test
        void breaksNothingWhenTheClockJumpsBackALittle() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x"));
            Snapshot before = story.snapshot;
            story.pass(-20);

            story.expire();

            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void grantsWhatAForeignLockThatIsRemovedSetsFree() {
            ForeignLock foreign = new ForeignLock(write("x"), new AgentId("jq"), new FeatureId("JQ"), BEGIN);
            story.snapshot = story.snapshot.withLocks(LockRegistry.EMPTY.withForeign(List.of(foreign)));
            story.waiting(by("a").read("x"));
            story.snapshot = story.snapshot.withLocks(story.snapshot.locks().withForeign(List.of()));

            story.expire();

            assertThat(story.holding()).containsExactly("a");
        }
    }

    @Nested
    class WithoutOwners {

        @Test
        void freesWhatDeadProcessesHeldAndWaitedFor() {
            story.granted(by("a").read("x").owner(PROCESS));
            story.waiting(by("b").write("x").owner(PROCESS));
            story.waiting(by("c").write("x").policy(WAIT));

            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now);

            assertThat(story.holding()).containsExactly("c");
            assertThat(story.queued()).isEmpty();
        }

        @Test
        void takesOutOfTheQueueWhatADeadProcessWaitsFor() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").write("x").policy(WAIT), PROCESS);
            story.waiting(by("c").write("x").policy(WAIT));

            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now);

            assertThat(story.holding()).containsExactly("a");
            assertThat(story.queued()).containsExactly("c");
        }

        @Test
        void leavesWhatADeadProcessWasGrantedForOthers() {
            Lease lease = story.granted(by("a").write("x"));
            story.waiting(by("b").write("x").policy(WAIT), PROCESS);
            story.snapshot =
                    LockTable.release(story.snapshot, lease.id(), story.now).after();

            assertThat(LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now))
                    .isSameAs(story.snapshot);
            assertThat(story.holding()).containsExactly("b");
        }

        @Test
        void leavesTheLeaseOfAnUpgradeThatADeadProcessWaitsFor() {
            Lease lease = story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));
            story.snapshot = LockTable.upgrade(
                            story.snapshot, lease.id(), Duration.ofMinutes(1), Optional.of(PROCESS), story.now)
                    .after();
            assertThat(story.queued()).hasSize(1);

            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now);

            assertThat(story.holding()).containsExactly("a", "b");
            assertThat(story.queued()).isEmpty();
        }

        @Test
        void sparesALeaseThatWasDetached() {
            Lease lease = story.granted(by("a").write("x").owner(PROCESS));

            LeaseOutcome outcome = story.detach(lease);

            assertThat(outcome).isEqualTo(new LeaseOutcome.Detached(lease.detached()));
            assertThat(LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now))
                    .isSameAs(story.snapshot);
            assertThat(story.snapshot.locks().leases()).containsExactly(lease.detached());
        }

        @Test
        void sparesAProcessThatGotTheNumberLater() {
            story.granted(by("a").read("x").owner(PROCESS));
            Snapshot before = story.snapshot;
            ProcessId later = new ProcessId(PROCESS.pid(), BEGIN.plusSeconds(1), PROCESS.host());

            assertThat(LockTable.withoutOwners(before, Set.of(later), story.now))
                    .isSameAs(before);
        }
    }
}
