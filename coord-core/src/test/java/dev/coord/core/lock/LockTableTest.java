package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.lock.ContentionPolicy.FAIL;
import static dev.coord.lock.ContentionPolicy.WAIT;
import static dev.coord.lock.ContentionPolicy.WAIT_DIE;
import static dev.coord.lock.ContentionPolicy.WOUND_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.lock.Age;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockOutcome.Deadlocked;
import dev.coord.lock.LockOutcome.Denied;
import dev.coord.lock.LockOutcome.Granted;
import dev.coord.lock.LockOutcome.TimedOut;
import dev.coord.lock.LockOutcome.Waiting;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.AgentId;
import dev.coord.plan.ConflictType;
import dev.coord.plan.FeatureId;
import dev.coord.plan.RepoPath;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockTableTest {

    private static final ProcessId PROCESS = new ProcessId(7, BEGIN, "host");

    private final LockStory story = new LockStory();

    @Nested
    class Request {

        @Test
        void grantsAllLocksUntilTheirTimeIsOver() {
            Lease lease = story.granted(by("a").write("x").read("y").ttl(Duration.ofSeconds(90)));

            assertThat(lease.locks()).containsExactly(write("x"), read("y"));
            assertThat(lease.grantedAt()).isEqualTo(BEGIN);
            assertThat(lease.expiresAt()).isEqualTo(BEGIN.plusSeconds(90));
        }

        @Test
        void grantsALeaseThatOnlyBearsAToken() {
            Lease lease = story.granted(by("a"));

            assertThat(lease.token().value()).isEqualTo(1);
        }

        @Test
        void keepsWholeSecondsAndNeverShortensALease() {
            story.now = BEGIN.plusMillis(300);

            Lease lease = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));

            assertThat(lease.grantedAt()).isEqualTo(BEGIN);
            assertThat(lease.expiresAt()).isEqualTo(BEGIN.plusSeconds(11));
        }

        @Test
        void letsManyRead() {
            story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));

            assertThat(story.holding()).containsExactly("a", "b");
        }

        @Test
        void deniesAWriteThatMeetsAWrite() {
            story.granted(by("a").write("x"));
            Snapshot before = story.snapshot;

            LockOutcome outcome = story.ask(by("b").write("x"));

            assertThat(outcome).isEqualTo(new Denied(List.of(holder(Holder.Kind.LEASE, "a", write("x")))));
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log)
                    .containsExactly(new ConflictEntry(
                            BEGIN,
                            ConflictType.FILE_WRITE_CONFLICT,
                            List.of(new FeatureId("B"), new FeatureId("A")),
                            List.of("x"),
                            "Deny b, a holds the lock"));
        }

        @Test
        void queuesAReadThatMeetsAWriteWithoutAWordInTheLog() {
            story.granted(by("a").write("x"));

            Waiting waiting = story.waiting(by("b").read("x").patience(Duration.ofSeconds(20)));

            assertThat(waiting.heldBy()).containsExactly(holder(Holder.Kind.LEASE, "a", write("x")));
            assertThat(waiting.deadline()).isEqualTo(BEGIN.plusSeconds(20));
            assertThat(story.log).isEmpty();
        }

        @Test
        void queuesAWriteThatMeetsAWriteWhereToldToAndLogsTheHalt() {
            story.granted(by("a").write("x"));

            story.waiting(by("b").write("x").policy(WAIT));
            story.waiting(by("b").write("x").policy(WAIT));

            assertThat(story.log).singleElement().satisfies(entry -> {
                assertThat(entry.type()).isEqualTo(ConflictType.FILE_WRITE_CONFLICT);
                assertThat(entry.resolution()).isEqualTo("Wait for lock release");
            });
        }

        @Test
        void logsTheHaltWithWhoeverHoldsAndTheFirstWhoWaitsAlone() {
            story.granted(by("a").write("x").write("y"));
            story.waiting(by("b").write("x").policy(WAIT));
            story.waiting(by("c").write("x").policy(WAIT));
            story.log.clear();

            story.waiting(by("d").write("x").write("y").policy(WAIT));

            assertThat(story.log).extracting(ConflictEntry::subjects).containsExactly(List.of("x", "y"), List.of("x"));
        }

        @Test
        void failsOnAnyMeetingWhereToldTo() {
            story.granted(by("a").write("x"));

            LockOutcome outcome = story.ask(by("b").read("x").policy(FAIL));

            assertThat(outcome).isInstanceOf(Denied.class);
            assertThat(story.log).extracting(ConflictEntry::type).containsExactly(ConflictType.READ_AFTER_WRITE);
        }

        @Test
        void holdsNothingWhileOneOfItsLocksIsTaken() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x").write("y"));

            assertThat(story.holding()).containsExactly("a");
            assertThat(story.snapshot.locks().leases()).hasSize(1);
        }

        @Test
        void doesNotOvertakeAnEarlierWaiterThatItMeets() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x"));

            Waiting waiting = story.waiting(by("c").read("x"));

            assertThat(waiting.heldBy()).containsExactly(holder(Holder.Kind.WAITER, "b", write("x")));
        }

        @Test
        void deniesAWriteThatMeetsAWaitingWrite() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x"));

            assertThat(story.ask(by("c").write("x"))).isInstanceOf(Denied.class);
            assertThat(story.log)
                    .extracting(ConflictEntry::resolution)
                    .containsExactly("Deny c, a holds the lock", "Deny c, b waits for the lock");
        }

        @Test
        void passesAWaiterThatItDoesNotMeet() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x").write("y"));

            story.granted(by("c").write("z"));
        }

        @Test
        void givesTheFirstAnswerAgain() {
            Lease lease = story.granted(by("a").write("x"));
            Waiting waiting = story.waiting(by("b").read("x"));
            Snapshot before = story.snapshot;
            story.pass(5);

            assertThat(story.granted(by("a").write("x"))).isEqualTo(lease);
            assertThat(story.waiting(by("b").read("x"))).isEqualTo(waiting);
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void timesOutAtOnceWithoutPatience() {
            story.granted(by("a").write("x"));
            Snapshot before = story.snapshot;

            LockOutcome outcome = story.ask(by("b").read("x").patience(Duration.ZERO));

            assertThat(outcome).isEqualTo(new TimedOut(List.of(holder(Holder.Kind.LEASE, "a", write("x")))));
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log).isEmpty();
        }

        @Test
        void logsAWriteThatMetAWriteAndHadNoPatience() {
            story.granted(by("a").write("x"));

            assertThat(story.ask(by("b").write("x").policy(WAIT).patience(Duration.ZERO)))
                    .isInstanceOf(TimedOut.class);

            assertThat(story.log).singleElement().satisfies(entry -> {
                assertThat(entry.type()).isEqualTo(ConflictType.FILE_WRITE_CONFLICT);
                assertThat(entry.resolution()).isEqualTo("Deny b, a holds the lock");
            });
        }

        @Test
        void seesThatADirectoryCoversItsFiles() {
            story.granted(by("a").write("app/"));

            assertThat(story.ask(by("b").write("app/page.tsx"))).isInstanceOf(Denied.class);
            assertThat(story.ask(by("c").write("app"))).isInstanceOf(Denied.class);
            story.granted(by("d").write("application"));
        }

        @Test
        void honoursAForeignLock() {
            ForeignLock foreign =
                    new ForeignLock(write("x"), new AgentId("jq"), new FeatureId("JQ"), BEGIN.minusSeconds(9));
            story.snapshot = story.snapshot.withLocks(LockRegistry.EMPTY.withForeign(List.of(foreign)));

            LockOutcome outcome = story.ask(by("a").write("x"));

            assertThat(outcome)
                    .isEqualTo(new Denied(List.of(new Holder(
                            Holder.Kind.FOREIGN,
                            new AgentId("jq"),
                            new FeatureId("JQ"),
                            write("x"),
                            BEGIN.minusSeconds(9)))));
            story.granted(by("jq").write("x"));
        }

        @Test
        void grantsALeaseThatIsOverAtThatInstantToTheNext() {
            story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(10);

            story.granted(by("b").write("x"));

            assertThat(story.holding()).containsExactly("b");
        }
    }

    @Nested
    class HoldAndWait {

        @Test
        void letsAReaderUpgradeWhileItIsTheOnlyOne() {
            story.granted(by("a").read("x"));

            story.granted(by("a").id(new RequestId("upgrade")).write("x"));
        }

        @Test
        void letsAReaderUpgradeAheadOfAWriterThatWaitsForIt() {
            story.granted(by("a").read("x"));
            story.waiting(by("b").write("x"));

            story.granted(by("a").id(new RequestId("upgrade")).write("x"));
        }

        @Test
        void refusesTheSecondOfTwoUpgraders() {
            story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));
            story.waiting(by("a").id(new RequestId("upgrade-a")).write("x"));
            Snapshot before = story.snapshot;

            LockOutcome outcome =
                    story.ask(by("b").id(new RequestId("upgrade-b")).write("x"));

            assertThat(outcome).isEqualTo(new Deadlocked(List.of(new AgentId("b"), new AgentId("a"))));
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log)
                    .extracting(ConflictEntry::resolution)
                    .containsOnly("Deny b, which would wait for ever: b -> a -> b");
        }

        @Test
        void refusesToWaitInACircleOfThree() {
            story.granted(by("a").write("x"));
            story.granted(by("b").write("y"));
            story.granted(by("c").write("z"));
            story.waiting(by("a").id(new RequestId("a2")).read("y"));
            story.waiting(by("b").id(new RequestId("b2")).read("z"));

            LockOutcome outcome = story.ask(by("c").id(new RequestId("c2")).read("x"));

            assertThat(outcome)
                    .isEqualTo(new Deadlocked(List.of(new AgentId("c"), new AgentId("a"), new AgentId("b"))));
        }

        @Test
        void passesAheadOfAWaiterThatWaitsForItsAgent() {
            story.granted(by("a").write("x"));
            story.waiting(by("b").read("x").write("y"));

            story.granted(by("a").id(new RequestId("more")).write("y"));

            assertThat(story.queued()).containsExactly("b");
        }

        @Test
        void refusesToOvertakeOneWhoWouldThenWaitInACircle() {
            story.granted(by("a").write("a"));
            story.granted(by("u").write("y"));
            story.granted(by("v").write("v"));
            story.granted(by("h").write("w"));
            story.waiting(by("x").read("a").read("z"));
            story.waiting(by("v").id(new RequestId("v2")).read("z").read("w"));
            story.waiting(by("u").id(new RequestId("u2")).read("v"));

            LockOutcome outcome = story.ask(
                    by("a").id(new RequestId("a2")).write("z").write("y").policy(WAIT));

            assertThat(outcome)
                    .isEqualTo(new Deadlocked(List.of(new AgentId("a"), new AgentId("u"), new AgentId("v"))));
        }

        @Test
        void queuesAheadOfAWaiterThatWaitsForItsAgentAndBehindAllOthers() {
            story.granted(by("a").write("x"));
            story.granted(by("h").write("y"));
            story.waiting(by("b").read("y"));
            story.waiting(by("c").read("x").read("y"));

            story.waiting(by("a").id(new RequestId("more")).write("y").policy(WAIT));

            assertThat(story.queued()).containsExactly("b", "more", "c");
        }
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
    class WaitDie {

        @Test
        void letsAnOlderOneWait() {
            story.granted(by("young").write("x").age(wave(2)));

            Waiting waiting =
                    story.waiting(by("old").write("x").policy(WAIT_DIE).age(wave(1)));

            assertThat(waiting.heldBy()).hasSize(1);
        }

        @Test
        void deniesAYoungerOne() {
            story.granted(by("old").write("x").age(wave(1)));
            Snapshot before = story.snapshot;

            assertThat(story.ask(by("young").read("x").policy(WAIT_DIE).age(wave(2))))
                    .isInstanceOf(Denied.class);
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void deniesWhoIsYoungerThanOneOfManyInItsWay() {
            story.granted(by("young").read("x").age(wave(3)));
            story.granted(by("old").read("x").age(wave(1)));

            assertThat(story.ask(by("middle").write("x").policy(WAIT_DIE).age(wave(2))))
                    .isInstanceOf(Denied.class);
        }

        @Test
        void goesByWhoAskedFirstWithinAWaveAndThenByAgent() {
            story.granted(by("m").write("x").age(new Age(1, BEGIN.minusSeconds(5))));

            assertThat(story.ask(by("a").id(new RequestId("1"))
                            .write("x")
                            .policy(WAIT_DIE)
                            .age(new Age(1, BEGIN.minusSeconds(4)))))
                    .isInstanceOf(Denied.class);
            assertThat(story.ask(by("z").write("x").policy(WAIT_DIE).age(new Age(1, BEGIN.minusSeconds(5)))))
                    .isInstanceOf(Denied.class);
            assertThat(story.ask(by("a").id(new RequestId("2"))
                            .write("x")
                            .policy(WAIT_DIE)
                            .age(new Age(1, BEGIN.minusSeconds(5)))))
                    .isInstanceOf(Waiting.class);
        }

        @Test
        void takesWhoDoesNotSayItsAgeForYoungerThanEveryWave() {
            story.granted(by("a").write("x").age(wave(9)));
            story.granted(by("b").write("y"));
            story.pass(1);

            assertThat(story.ask(by("c").write("x").policy(WAIT_DIE))).isInstanceOf(Denied.class);
            assertThat(story.ask(by("d").write("y").policy(WAIT_DIE))).isInstanceOf(Denied.class);
        }

        @Test
        void keepsTheAgeInTheLease() {
            Lease lease = story.granted(by("a").write("x").policy(WAIT_DIE));

            assertThat(lease.age()).contains(new Age(Age.NO_WAVE, BEGIN));
            assertThat(story.granted(by("b").write("y")).age()).isEmpty();
        }
    }

    @Nested
    class WoundWait {

        @Test
        void takesTheLockFromAYoungerHolderAndTellsIt() {
            Lease young = story.granted(by("young").write("x").read("y").age(wave(2)));

            Lease old = story.granted(by("old").write("x").policy(WOUND_WAIT).age(wave(1)));

            assertThat(story.snapshot.locks().leases()).containsExactly(old);
            assertThat(story.log)
                    .containsExactly(new ConflictEntry(
                            BEGIN,
                            ConflictType.FILE_WRITE_CONFLICT,
                            List.of(new FeatureId("OLD"), new FeatureId("YOUNG")),
                            List.of("x", "y"),
                            "Take " + young.id() + " of young for old, whose work is older"));
            assertThat(story.renew(young))
                    .isInstanceOfSatisfying(
                            LeaseOutcome.Gone.class,
                            gone -> assertThat(gone.why())
                                    .contains(
                                            "it was taken at 2025-10-30T14:30:00Z: for old (OLD), whose work is older"));
        }

        @Test
        void letsAYoungerOneWait() {
            Lease old = story.granted(by("old").write("x").age(wave(1)));

            story.waiting(by("young").write("x").policy(WOUND_WAIT).age(wave(2)));

            assertThat(story.snapshot.locks().leases()).containsExactly(old);
        }

        @Test
        void grantsWhatElseTheYoungerHolderHadToThoseWhoWaited() {
            story.granted(by("young").write("x").write("y").age(wave(2)));
            story.waiting(by("b").read("y"));

            story.granted(by("old").write("x").policy(WOUND_WAIT).age(wave(1)));

            assertThat(story.holding()).containsExactly("old", "b");
        }

        @Test
        void passesYoungerWaitersButNoOlderOne() {
            story.granted(by("oldest").write("x").age(wave(0)));
            story.waiting(by("y1").write("x").policy(WOUND_WAIT).age(wave(3)));
            story.waiting(by("old").write("x").policy(WOUND_WAIT).age(wave(1)));
            story.waiting(by("middle").write("x").policy(WOUND_WAIT).age(wave(2)));

            assertThat(story.queued()).containsExactly("old", "middle", "y1");
        }

        @Test
        void woundsNobodyForARequestThatIsRefused() {
            story.granted(by("young").write("x").age(wave(2)));
            story.granted(by("oldest").write("y").age(wave(0)));
            Snapshot before = story.snapshot;

            LockOutcome outcome = story.ask(by("old")
                    .write("x")
                    .write("y")
                    .policy(WOUND_WAIT)
                    .age(wave(1))
                    .patience(Duration.ZERO));

            assertThat(outcome).isInstanceOf(TimedOut.class);
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log)
                    .extracting(ConflictEntry::resolution)
                    .containsExactly("Deny old, oldest holds the lock");
        }

        @Test
        void waitsForAForeignLock() {
            ForeignLock foreign = new ForeignLock(write("x"), new AgentId("jq"), new FeatureId("JQ"), BEGIN);
            story.snapshot = story.snapshot.withLocks(LockRegistry.EMPTY.withForeign(List.of(foreign)));

            story.waiting(by("old").write("x").policy(WOUND_WAIT).age(wave(1)));

            assertThat(story.snapshot.locks().foreign()).containsExactly(foreign);
        }

        @Test
        void takesTheUpgradeOfAWoundedLeaseOutOfTheQueue() {
            Lease young = story.granted(by("young").read("x").age(wave(2)));
            story.granted(by("h").read("x").age(wave(0)));
            story.upgrade(young, 20);

            story.waiting(by("old").write("x").policy(WOUND_WAIT).age(wave(1)));

            assertThat(story.queued()).containsExactly("old");
            assertThat(story.holding()).containsExactly("h");
        }

        @Test
        void carriesTheAgeOverToAnUpgradedLease() {
            Lease reading = story.granted(by("a").read("x").age(wave(1)));

            assertThat(story.upgrade(reading, 0))
                    .isInstanceOfSatisfying(
                            Granted.class,
                            granted -> assertThat(granted.lease().age()).contains(wave(1)));
        }
    }

    @Nested
    class Upgrade {

        @Test
        void ofALeaseWithTheLongestOfNamesIsGoneAsAnyOther() {
            LeaseId longest = new LeaseId("l".repeat(300));

            assertThat(LockTable.upgrade(story.snapshot, longest, Duration.ZERO, BEGIN)
                            .outcome())
                    .isInstanceOf(LeaseOutcome.Gone.class);
        }

        @Test
        void givesTheSoleReaderANewLeaseInPlaceOfTheOldOne() {
            Lease reading = story.granted(by("a").read("x").write("y").ttl(Duration.ofSeconds(90)));
            story.pass(30);

            LockOutcome outcome = story.upgrade(reading, 10);

            Lease writing = ((Granted) outcome).lease();
            assertThat(writing.locks()).containsExactly(write("x"), write("y"));
            assertThat(writing.token()).isGreaterThan(reading.token());
            assertThat(writing.id()).isNotEqualTo(reading.id());
            assertThat(writing.expiresAt()).isEqualTo(BEGIN.plusSeconds(120));
            assertThat(story.snapshot.locks().leases()).containsExactly(writing);
        }

        @Test
        void tellsTheOldLeaseWhatBecameOfIt() {
            Lease reading = story.granted(by("a").read("x"));
            Lease writing = ((Granted) story.upgrade(reading, 10)).lease();

            assertThat(story.renew(reading))
                    .isInstanceOfSatisfying(
                            LeaseOutcome.Gone.class,
                            gone -> assertThat(gone.why()).contains("it was upgraded to lease '" + writing.id() + "'"));
        }

        @Test
        void waitsForTheOtherReadersToGo() {
            Lease one = story.granted(by("a").read("x"));
            Lease other = story.granted(by("b").read("x"));

            assertThat(story.upgrade(one, 10)).isInstanceOfSatisfying(Waiting.class, waiting -> {
                assertThat(waiting.heldBy()).containsExactly(holder(Holder.Kind.LEASE, "b", read("x")));
                assertThat(waiting.deadline()).isEqualTo(BEGIN.plusSeconds(10));
            });
            assertThat(story.snapshot.locks().leases()).containsExactly(one, other);
            story.release(other);

            assertThat(story.snapshot.locks().leases())
                    .singleElement()
                    .satisfies(lease -> assertThat(lease.locks()).containsExactly(write("x")));
        }

        @Test
        void letsNobodyReadWhoComesLater() {
            Lease one = story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));
            story.upgrade(one, 10);

            story.waiting(by("c").read("x"));
        }

        @Test
        void passesAWriterThatWaitsForItsAgent() {
            Lease one = story.granted(by("a").read("x"));
            Lease other = story.granted(by("b").read("x"));
            story.waiting(by("w").write("x").policy(WAIT));

            story.upgrade(one, 10);
            story.release(other);

            assertThat(story.holding()).containsExactly("upgrade:" + one.id());
            assertThat(story.queued()).containsExactly("w");
        }

        @Test
        void standsBehindAnEarlierWaiterThatDoesNotWaitForIt() {
            Lease reading = story.granted(by("a").read("x"));
            Lease elsewhere = story.granted(by("h").write("y"));
            story.waiting(by("b").read("x").read("y"));

            assertThat(story.upgrade(reading, 10)).isInstanceOf(Waiting.class);
            story.release(elsewhere);

            assertThat(story.holding()).containsExactly("a", "b");
        }

        @Test
        void tellsTheSecondOfTwoOfTheDeadlockAndLeavesItsLease() {
            Lease one = story.granted(by("a").read("x"));
            Lease two = story.granted(by("b").read("x"));
            story.upgrade(one, 10);
            Snapshot before = story.snapshot;

            LockOutcome outcome = story.upgrade(two, 10);

            assertThat(outcome).isEqualTo(new Deadlocked(List.of(new AgentId("b"), new AgentId("a"))));
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.renew(two)).isInstanceOf(LeaseOutcome.Renewed.class);
        }

        @Test
        void timesOutAtOnceWithoutPatienceAndLeavesTheLease() {
            Lease one = story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));
            Snapshot before = story.snapshot;

            assertThat(story.upgrade(one, 0)).isInstanceOf(TimedOut.class);
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void leavesTheLeaseWhereItWaitsInVain() {
            Lease one = story.granted(by("a").read("x"));
            story.granted(by("b").read("x"));
            story.upgrade(one, 10);
            story.pass(10);

            story.expire();

            assertThat(story.holding()).containsExactly("a", "b");
            assertThat(story.queued()).isEmpty();
        }

        @Test
        void isLostWithItsLease() {
            Lease one = story.granted(by("a").read("x").ttl(Duration.ofSeconds(10)));
            Lease other = story.granted(by("b").read("x"));
            story.upgrade(one, 20);
            story.pass(10);

            story.release(other);

            assertThat(story.holding()).isEmpty();
            assertThat(story.queued()).isEmpty();
            assertThat(story.upgrade(one, 20)).isInstanceOf(LeaseOutcome.Gone.class);
        }

        @Test
        void isLostWhenItsLeaseIsReleasedOrItsOwnerDies() {
            Lease one = story.granted(by("a").read("x"));
            Lease two = story.granted(by("b").read("y").owner(PROCESS));
            story.granted(by("h").read("x").read("y"));
            story.upgrade(one, 20);
            story.upgrade(two, 20);

            story.release(one);
            assertThat(story.queued()).containsExactly("upgrade:" + two.id());
            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS), story.now);

            assertThat(story.queued()).isEmpty();
        }

        @Test
        void isLostWhenAnEditTakesAwayOneOfItsPaths() {
            Lease one = story.granted(by("a").read("x").read("y"));
            story.granted(by("b").read("x"));
            story.upgrade(one, 20);
            Lease edited = one.holding(List.of(read("y")));
            story.snapshot = Registries.changed(story.snapshot, edited);

            story.expire();

            assertThat(story.queued()).isEmpty();
            assertThat(story.snapshot.locks().leases()).contains(edited);
        }

        @Test
        void goesOnWhileItsLeaseIsRenewed() {
            Lease one = story.granted(by("a").read("x").ttl(Duration.ofSeconds(10)));
            Lease other = story.granted(by("b").read("x"));
            story.upgrade(one, 30);
            story.pass(9);
            story.renew(one);
            story.pass(9);

            story.release(other);

            assertThat(story.holding()).containsExactly("upgrade:" + one.id());
        }

        @Test
        void givesTheFirstAnswerAgain() {
            Lease one = story.granted(by("a").read("x"));
            Lease other = story.granted(by("b").read("x"));
            LockOutcome waiting = story.upgrade(one, 10);
            story.pass(5);

            assertThat(story.upgrade(one, 10)).isEqualTo(waiting);
            story.release(other);
            LockOutcome granted = story.upgrade(one, 10);

            assertThat(granted).isInstanceOf(Granted.class);
            assertThat(story.upgrade(one, 10)).isEqualTo(granted);
        }

        @Test
        void grantsALeaseWithoutAReadLockAsItIs() {
            Lease writing = story.granted(by("a").write("x"));
            Snapshot before = story.snapshot;

            assertThat(story.upgrade(writing, 10)).isEqualTo(new Granted(writing));
            assertThat(story.snapshot).isSameAs(before);
        }
    }

    @Nested
    class Downgrade {

        @Test
        void keepsTheLeaseAndLetsOthersRead() {
            Lease lease = story.granted(by("a").write("x").read("y"));
            story.waiting(by("b").read("x"));
            story.waiting(by("c").write("x").policy(WAIT));

            LeaseOutcome outcome = story.downgrade(lease);

            Lease reading = lease.holding(List.of(read("x"), read("y")));
            assertThat(outcome).isEqualTo(new LeaseOutcome.Downgraded(reading));
            assertThat(story.snapshot.locks().leases()).contains(reading);
            assertThat(story.holding()).containsExactly("a", "b");
            assertThat(story.queued()).containsExactly("c");
        }

        @Test
        void changesNothingWhereNothingIsWritten() {
            Lease lease = story.granted(by("a").read("x"));
            Snapshot before = story.snapshot;

            assertThat(story.downgrade(lease)).isEqualTo(new LeaseOutcome.Downgraded(lease));
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void tellsThatTheLeaseIsOver() {
            Lease lease = story.granted(by("a").write("x").ttl(Duration.ofSeconds(10)));
            story.pass(10);

            assertThat(story.downgrade(lease)).isInstanceOf(LeaseOutcome.Gone.class);
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
        void sparesAProcessThatGotTheNumberLater() {
            story.granted(by("a").read("x").owner(PROCESS));
            Snapshot before = story.snapshot;
            ProcessId later = new ProcessId(PROCESS.pid(), BEGIN.plusSeconds(1), PROCESS.host());

            assertThat(LockTable.withoutOwners(before, Set.of(later), story.now))
                    .isSameAs(before);
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

    private static Age wave(int number) {
        return new Age(number, BEGIN);
    }

    private static PathLock write(String path) {
        return new PathLock(new RepoPath(path), Operation.WRITE);
    }

    private static PathLock read(String path) {
        return new PathLock(new RepoPath(path), Operation.READ);
    }

    private static Holder holder(Holder.Kind kind, String agent, PathLock lock) {
        return new Holder(kind, new AgentId(agent), new FeatureId(LockStory.feature(agent)), lock, BEGIN);
    }
}
