package dev.coord.testkit.history.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRequest;
import dev.coord.plan.ConflictType;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome.Moved;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.RecordedCall.Answer;
import dev.coord.testkit.history.RecordedCall.Step;
import dev.coord.testkit.history.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The soak is worth what its checkers notice: each fault is put into a history by hand once. */
class SoakCheckersTest {

    private static final FeatureId FEATURE = new FeatureId("P1");
    private static final AgentId AGENT = new AgentId("agent-1");

    @Nested
    class Holding {

        private final RecordedCall first = granted("agent-1", 1, 10, 11, write("agent-1", "src/a.ts"));
        private final RecordedCall firstReleased = released("agent-1", 1, 20, 21, 12);

        @Test
        void acceptsOneAfterTheOther() {
            assertThat(violations(
                            Map.of(), first, firstReleased, granted("agent-2", 2, 21, 12, write("agent-2", "src/"))))
                    .isEmpty();
        }

        @Test
        void noticesLeasesHeldAtTheSameTime() {
            assertThat(violations(
                            Map.of(), first, granted("agent-2", 2, 19, 30, write("agent-2", "src/")), firstReleased))
                    .singleElement()
                    .asString()
                    .contains("at the same time");
        }

        @Test
        void noticesLeasesHeldInOneRevision() {
            RecordedCall late = released("agent-1", 1, 20, 21, 14);

            assertThat(violations(Map.of(), first, late, granted("agent-2", 2, 25, 13, write("agent-2", "**"))))
                    .singleElement()
                    .asString()
                    .contains("in one revision");
        }

        @Test
        void noticesGrantsBeforeTheHolderWasKilled() {
            RecordedCall second = granted("agent-2", 2, 30, 12, write("agent-2", "src/a.ts"));

            assertThat(violations(Map.of("agent-1", 29L), first, second)).isEmpty();
            assertThat(violations(Map.of("agent-1", 31L), first, second)).hasSize(1);
            assertThat(violations(Map.of(), first, second)).hasSize(2);
        }

        @Test
        void takesReleasesThatWereCutOffForDone() {
            RecordedCall cutOff = cutOff("agent-1", 20, new Command.ReleaseLease(lease(1)));

            assertThat(violations(
                            Map.of("agent-1", 40L),
                            first,
                            cutOff,
                            granted("agent-2", 2, 30, 12, write("agent-2", "src/"))))
                    .isEmpty();
        }

        @Test
        void noticesTokensGivenTwice() {
            assertThat(violations(
                            Map.of(), first, firstReleased, granted("agent-2", 1, 40, 41, write("agent-2", "b.ts"))))
                    .singleElement()
                    .asString()
                    .contains("was given to agent-1");
        }

        @Test
        void noticesLeasesThatAreGoneAndWaitersThatAreNotServed() {
            RecordedCall gone = answered(
                    "agent-1", 20, 21, 12, new StoreCall.Carry(new Command.ReleaseLease(lease(1))), "gone lease-1-x");
            RecordedCall starved = answered("agent-2", 20, 21, 12, obtain(write("agent-2", "a.ts")), "timed out");

            assertThat(violations(Map.of(), first, gone))
                    .singleElement()
                    .asString()
                    .contains("lost while");
            assertThat(violations(Map.of(), starved)).singleElement().asString().contains("in vain");
        }

        @Test
        void noticesReadersBesideWhoUpgradedButNotBesideWhoDowngraded() {
            RecordedCall reads = granted("agent-1", 1, 10, 11, read("agent-1", "src/a.ts"));
            RecordedCall upgraded = answered(
                    "agent-1",
                    20,
                    21,
                    15,
                    new StoreCall.Obtain(new Command.UpgradeLease(lease(1), Duration.ofSeconds(1))),
                    "granted 2 lease-2-x");
            RecordedCall downgraded = answered(
                    "agent-1",
                    30,
                    31,
                    17,
                    new StoreCall.Carry(new Command.DowngradeLease(lease(2))),
                    "downgraded lease-2-x");
            RecordedCall beside = granted("agent-2", 3, 25, 16, read("agent-2", "src/a.ts"));
            RecordedCall after = granted("agent-2", 3, 32, 18, read("agent-2", "src/a.ts"));

            assertThat(violations(Map.of(), reads, upgraded, downgraded, after)).isEmpty();
            assertThat(violations(Map.of(), reads, upgraded, downgraded, beside))
                    .isNotEmpty();
            assertThat(violations(
                            Map.of("agent-1", 40L),
                            reads,
                            upgraded,
                            granted("agent-2", 3, 35, 16, read("agent-2", "src/"))))
                    .isNotEmpty();
        }

        @Test
        void locksEndWithTheFeatureTheyWereTakenFor() {
            RecordedCall completed = answered(
                    "agent-1",
                    20,
                    21,
                    12,
                    new StoreCall.Carry(new Command.CompleteFeature(FEATURE, AGENT, Optional.empty())),
                    new Moved(FEATURE, FeatureStatus.ACTIVE, FeatureStatus.COMPLETED).toString());
            RecordedCall refused = answered("agent-1", 20, 21, 12, completed.call(), "StaleLease P1");
            RecordedCall second = granted("agent-2", 2, 22, 12, write("agent-2", "src/a.ts"));

            assertThat(violations(Map.of(), first, completed, second)).isEmpty();
            assertThat(violations(Map.of(), first, refused, second)).isNotEmpty();
        }

        private List<String> violations(Map<String, Long> deaths, RecordedCall... calls) {
            return Tenures.violations(List.of(calls), deaths);
        }
    }

    @Nested
    class Showing {

        private final RecordedCall first = shown("agent-1", 1, 2, new Step(4, 5, 3, 77));

        @Test
        void acceptsOneRevisionAfterTheOther() {
            assertThat(violations(
                            first,
                            shown("agent-2", 3, 4, new Step(5, 6, 3, 78)),
                            shown("agent-3", 5, 6, new Step(6, 6, 3, 78))))
                    .isEmpty();
        }

        @Test
        void noticesUpdatesThatAreLost() {
            assertThat(violations(first, shown("agent-2", 3, 4, new Step(4, 4, 3, 70))))
                    .hasSize(1);
            assertThat(violations(first, shown("agent-2", 3, 4, new Step(4, 5, 3, 77))))
                    .hasSize(2);
            assertThat(violations(first, shown("agent-2", 2, 4, new Step(4, 4, 3, 70))))
                    .isEmpty();
        }

        @Test
        void noticesRevisionsWithTwoContents() {
            assertThat(violations(first, shown("agent-2", 3, 4, new Step(5, 5, 3, 78))))
                    .singleElement()
                    .asString()
                    .contains("two contents");
        }

        @Test
        void noticesRevisionsMadeTwiceOrLeftOut() {
            assertThat(violations(first, shown("agent-2", 1, 4, new Step(4, 5, 3, 77))))
                    .singleElement()
                    .asString()
                    .contains("made twice");
            assertThat(violations(first, shown("agent-2", 3, 4, new Step(5, 7, 3, 78))))
                    .hasSize(1);
        }

        @Test
        void noticesTokensThatFallOrWereNotGivenYet() {
            assertThat(violations(first, shown("agent-2", 3, 4, new Step(5, 6, 2, 78))))
                    .hasSize(1);
            assertThat(violations(new RecordedCall(
                            "agent-1",
                            obtain(write("agent-1", "a.ts")),
                            1,
                            Optional.of(new Answer(2, List.of(new Step(4, 5, 3, 77)), "granted 4 lease-4-x")))))
                    .hasSize(1);
        }

        private List<String> violations(RecordedCall... calls) {
            return Revisions.violations(List.of(calls));
        }
    }

    @Nested
    class Leading {

        private final RecordedCall started =
                step(new Command.StartFeature(FEATURE, AGENT), 1, moved("PENDING", "ACTIVE"));
        private final RecordedCall cutOff = cutOff("agent-1", 3, new Command.FailFeature(FEATURE, AGENT, "why"));

        @Test
        void acceptsWhatWasAcknowledgedAndEitherEndOfWhatWasCutOff() {
            assertThat(violations(ending(true), started)).isEmpty();
            assertThat(violations(ending(true), started, cutOff)).isEmpty();
            assertThat(violations(
                            ending(false),
                            started,
                            cutOff,
                            step(new Command.RetryFeature(FEATURE, AGENT), 5, moved("FAILED", "PENDING"))))
                    .isEmpty();
        }

        @Test
        void noticesStepsThatAreLost() {
            assertThat(violations(ending(false), started)).hasSize(1);
            assertThat(violations(
                            ending(true),
                            started,
                            step(new Command.StartFeature(FEATURE, AGENT), 3, moved("PENDING", "ACTIVE"))))
                    .hasSize(1);
        }

        @Test
        void noticesStepsThatNobodyTook() {
            assertThat(violations(
                            ending(false),
                            started,
                            step(new Command.RetryFeature(FEATURE, AGENT), 5, moved("FAILED", "PENDING"))))
                    .hasSize(1);
        }

        private RecordedCall step(Command<?> command, long at, String text) {
            return answered("agent-1", at, at + 1, at, new StoreCall.Carry(command), text);
        }

        private String moved(String from, String to) {
            return new Moved(FEATURE, FeatureStatus.valueOf(from), FeatureStatus.valueOf(to)).toString();
        }

        private CoordinationState ending(boolean active) {
            return new CoordinationState(
                    0,
                    List.of(),
                    active ? List.of(new ActiveFeature(FEATURE, Optional.of(AGENT))) : List.of(),
                    List.of(),
                    List.of(),
                    new TreeMap<>());
        }

        private List<String> violations(CoordinationState end, RecordedCall... calls) {
            return FeatureLives.violations(CoordinationState.EMPTY, List.of(calls), end);
        }
    }

    @Nested
    class Logging {

        private final FeatureId own = new FeatureId("w1-0-1");
        private final RecordedCall denied = answered(
                "agent-1",
                1,
                2,
                5,
                obtain(LockRequest.builder("agent-1", own.value()).write("a.ts").build()),
                "denied by [LEASE agent-2 WRITE a.ts]");
        private final ConflictEntry entry = new ConflictEntry(
                Instant.EPOCH,
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(own, FEATURE),
                List.of("a.ts"),
                "Deny agent-1, agent-2 holds the lock");

        @Test
        void noticesDenialsThatAreMissingOrThereTwice() {
            assertThat(Denials.violations(List.of(denied), List.of(entry))).isEmpty();
            assertThat(Denials.violations(List.of(denied), List.of())).hasSize(1);
            assertThat(Denials.violations(List.of(denied), List.of(entry, entry)))
                    .hasSize(1);
        }
    }

    private static LockRequest write(String agent, String path) {
        return LockRequest.builder(agent, FEATURE.value()).write(path).build();
    }

    private static LockRequest read(String agent, String path) {
        return LockRequest.builder(agent, FEATURE.value()).read(path).build();
    }

    private static StoreCall obtain(LockRequest request) {
        return new StoreCall.Obtain(new Command.RequestLocks(request));
    }

    private static LeaseId lease(long token) {
        return new LeaseId("lease-" + token + "-x");
    }

    private static RecordedCall granted(String client, long token, long at, long revision, LockRequest request) {
        return answered(client, at - 1, at, revision, obtain(request), "granted " + token + " " + lease(token));
    }

    private static RecordedCall released(String client, long token, long invoked, long at, long revision) {
        StoreCall release = new StoreCall.Carry(new Command.ReleaseLease(lease(token)));
        return answered(client, invoked, at, revision, release, "released " + lease(token));
    }

    private static RecordedCall answered(
            String client, long invoked, long at, long revision, StoreCall call, String text) {
        return new RecordedCall(
                client,
                call,
                invoked,
                Optional.of(new Answer(at, List.of(new Step(revision - 1, revision, 99, revision)), text)));
    }

    private static RecordedCall cutOff(String client, long invoked, Command<?> command) {
        return new RecordedCall(client, new StoreCall.Carry(command), invoked, Optional.empty());
    }

    private static RecordedCall shown(String client, long invoked, long at, Step... steps) {
        return new RecordedCall(
                client, new StoreCall.Read(), invoked, Optional.of(new Answer(at, List.of(steps), "leases")));
    }
}
