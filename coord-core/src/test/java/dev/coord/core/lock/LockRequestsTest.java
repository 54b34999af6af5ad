package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.BEGIN;
import static dev.coord.core.lock.LockStory.by;
import static dev.coord.core.lock.LockStory.holder;
import static dev.coord.core.lock.LockStory.read;
import static dev.coord.core.lock.LockStory.write;
import static dev.coord.lock.ContentionPolicy.FAIL;
import static dev.coord.lock.ContentionPolicy.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockOutcome.Deadlocked;
import dev.coord.lock.LockOutcome.Denied;
import dev.coord.lock.LockOutcome.TimedOut;
import dev.coord.lock.LockOutcome.Waiting;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockRequestsTest {

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
}
