package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.core.lock.LockStory.holder;
import static dev.coord.core.lock.LockStory.read;
import static dev.coord.core.lock.LockStory.write;
import static dev.coord.lock.ContentionPolicy.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.ProcessId;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockOutcome.Deadlocked;
import dev.coord.lock.LockOutcome.Granted;
import dev.coord.lock.LockOutcome.TimedOut;
import dev.coord.lock.LockOutcome.Waiting;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UpgradesTest {

    private static final ProcessId PROCESS = new ProcessId(7, BEGIN, "host");
    private static final ProcessId OTHER = new ProcessId(8, BEGIN, "host");

    private final LockStory story = new LockStory();

    @Nested
    class Undo {

        private final Lease reading = story.granted(by("a").read("x").write("y").ttl(Duration.ofSeconds(90)));

        private Optional<Lease> undo() {
            var step = LockTable.undoUpgrade(story.snapshot, reading.id(), PROCESS, story.now);
            story.snapshot = step.after();
            return step.outcome();
        }

        @Test
        void putsTheLeaseBackAsItWas() {
            Lease other = story.granted(by("b").write("z"));
            story.upgrade(reading, 10, PROCESS);

            assertThat(undo()).contains(reading);

            assertThat(story.snapshot.locks().leases()).containsExactly(reading, other);
        }

        @Test
        void grantsToThoseWhoWaitedToRead() {
            story.upgrade(reading, 10, PROCESS);
            story.waiting(by("b").read("x").policy(WAIT));

            undo();

            assertThat(story.holding()).contains("b");
        }

        @Test
        void givesNoTokenTwice() {
            story.upgrade(reading, 10, PROCESS);
            undo();

            Lease later = story.granted(by("b").write("z"));

            assertThat(later.token().value()).isEqualTo(3);
        }

        @Test
        void bringsBackNoLeaseWhoseTimeIsOver() {
            story.upgrade(reading, 10, PROCESS);
            story.pass(1);
            story.snapshot = LockTable.renew(
                            story.snapshot,
                            story.snapshot.locks().leases().get(0).id(),
                            story.now)
                    .after();
            story.pass(89);

            assertThat(undo()).isEmpty();

            assertThat(story.snapshot.locks().leases()).isEmpty();
        }

        @Test
        void bringsBackNoLeaseWhoseSuccessorHasGone() {
            story.upgrade(reading, 10, PROCESS);
            story.pass(200);

            assertThat(undo()).isEmpty();

            assertThat(story.snapshot.locks().leases()).isEmpty();
        }

        @Test
        void leavesALeaseAloneThatWasNotUpgraded() {
            assertThat(undo()).contains(reading);

            assertThat(story.snapshot.locks().leases()).containsExactly(reading);
        }

        @Test
        void leavesAnUpgradeThatItsHolderWasToldOf() {
            Lease writing = untold(reading);
            story.snapshot = LockTable.keepUpgrade(story.snapshot, writing.id(), story.now)
                    .after();

            assertThat(undo()).contains(writing.told());

            assertThat(story.snapshot.locks().leases()).containsExactly(writing.told());
        }

        @Test
        void leavesWhatAnotherProcessHasYetToTellOf() {
            Lease writing = untold(reading);

            var step = LockTable.undoUpgrade(story.snapshot, reading.id(), OTHER, story.now);

            assertThat(step.outcome()).contains(writing);
            assertThat(step.after()).isSameAs(story.snapshot);
        }
    }

    /** Until its holder was told of it, an upgrade belongs to the process that asked. */
    @Nested
    class Untold {

        private final Lease reading = story.granted(by("a").read("x").write("y").ttl(Duration.ofSeconds(90)));

        @Test
        void leavesEverythingAsItWasWhenItsProcessDies() {
            Lease other = story.granted(by("b").write("z"));
            Lease writing = untold(reading);
            assertThat(writing.owner()).contains(PROCESS);
            story.pass(10);

            story.bury(PROCESS);

            assertThat(story.snapshot.locks().leases()).containsExactly(reading, other);
            assertThat(story.renew(reading)).isInstanceOf(LeaseOutcome.Renewed.class);
            assertThat(story.renew(writing))
                    .isInstanceOfSatisfying(
                            LeaseOutcome.Gone.class,
                            gone -> assertThat(gone.why()).contains("its process had ended"));
        }

        @Test
        void grantsToThoseWhoWaitedToReadWhenItsProcessDies() {
            untold(reading);
            story.waiting(by("b").read("x").policy(WAIT));

            story.bury(PROCESS);

            assertThat(story.holding()).containsExactly("a", "b");
        }

        @Test
        void grantedFromTheQueueBelongsToTheWaiterToo() {
            Lease other = story.granted(by("b").read("x"));
            assertThat(story.upgrade(reading, 10, PROCESS)).isInstanceOf(Waiting.class);
            story.release(other);
            assertThat(story.holding()).containsExactly("upgrade:" + reading.id());

            story.bury(PROCESS);

            assertThat(story.snapshot.locks().leases()).containsExactly(reading);
        }

        @Test
        void lastsOnceItsHolderWasToldAndBelongsToWhomTheLeaseBelonged() {
            Lease owned = story.granted(by("c").read("w").owner(OTHER));
            Lease writing = untold(owned);

            story.snapshot = LockTable.keepUpgrade(story.snapshot, writing.id(), story.now)
                    .after();
            story.bury(PROCESS);

            assertThat(story.holding()).containsExactly("a", "upgrade:" + owned.id());
            story.bury(OTHER);
            assertThat(story.holding()).containsExactly("a");
        }

        @Test
        void isKeptOnlyOnce() {
            Lease writing = untold(reading);
            story.snapshot = LockTable.keepUpgrade(story.snapshot, writing.id(), story.now)
                    .after();

            var again = LockTable.keepUpgrade(story.snapshot, writing.id(), story.now);

            assertThat(again.outcome()).contains(writing.told());
            assertThat(again.after()).isSameAs(story.snapshot);
            assertThat(LockTable.keepUpgrade(story.snapshot, reading.id(), story.now)
                            .outcome())
                    .isEmpty();
        }

        @Test
        void bringsBackNoPathThatWasReleasedSince() {
            Lease writing = untold(reading);
            story.snapshot = Registries.changed(story.snapshot, writing.holding(List.of(write("x"))));

            story.bury(PROCESS);

            assertThat(story.snapshot.locks().leases()).containsExactly(reading.holding(List.of(read("x"))));
        }

        @Test
        void bringsBackNoLeaseWhoseTimeIsOverOrWhoseOwnProcessDied() {
            Lease owned = story.granted(by("c").read("w").owner(OTHER));
            untold(owned);
            Lease writing = untold(reading);
            story.pass(1);
            story.renew(writing);
            story.pass(89);

            story.snapshot = LockTable.withoutOwners(story.snapshot, Set.of(PROCESS, OTHER), story.now);

            assertThat(story.holding()).isEmpty();
            assertThat(story.renew(reading))
                    .isInstanceOfSatisfying(
                            LeaseOutcome.Gone.class,
                            gone -> assertThat(gone.why()).contains("it expired at"));
        }

        @Test
        void bringsBackALeaseWhoseOwnProcessIsSeenToLive() {
            Lease owned = story.granted(by("c").read("w").owner(OTHER).ttl(Duration.ofSeconds(10)));
            untold(owned);
            story.pass(20);

            Snapshot held = Renewals.ofTheLiving(story.snapshot, Set.of(PROCESS, OTHER), story.now);
            story.snapshot = LockTable.withoutOwners(held, Set.of(PROCESS), story.now);

            assertThat(story.holding()).contains("c");
        }
    }

    private Lease untold(Lease lease) {
        return ((Granted) story.upgrade(lease, 10, PROCESS)).lease();
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
}
