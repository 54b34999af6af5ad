package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.core.lock.LockStory.wave;
import static dev.coord.core.lock.LockStory.write;
import static dev.coord.lock.ContentionPolicy.WAIT_DIE;
import static dev.coord.lock.ContentionPolicy.WOUND_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockOutcome.Denied;
import dev.coord.lock.LockOutcome.Granted;
import dev.coord.lock.LockOutcome.TimedOut;
import dev.coord.lock.LockOutcome.Waiting;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeniorityTest {

    private final LockStory story = new LockStory();

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
}
