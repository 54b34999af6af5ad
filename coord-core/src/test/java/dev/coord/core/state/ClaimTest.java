package dev.coord.core.state;

import static dev.coord.core.state.LifecycleStory.NOW;
import static dev.coord.core.state.LifecycleStory.ONE;
import static dev.coord.core.state.LifecycleStory.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.PathLock;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.AllDone;
import dev.coord.state.ClaimOutcome.Claimed;
import dev.coord.state.ClaimOutcome.NothingReady;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.ClaimOutcome.Stuck;
import dev.coord.state.Command;
import dev.coord.state.Command.ClaimFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final FeatureId A = new FeatureId("A");
    private static final FeatureId B = new FeatureId("B");
    private static final Duration TTL = Duration.ofSeconds(10);

    private Snapshot snapshot = Snapshot.EMPTY;
    private Instant now = NOW;

    @Test
    void aClaimBeginsTheFeatureAndTakesItsLocksInOneCommit() {
        store(feature("A").writes("a.ts", "lib/").reads("b.ts"));

        Lease lease = claimed(ONE, "A");

        assertThat(lease.locks())
                .containsExactly(
                        new PathLock(new RepoPath("a.ts"), PathLock.Operation.WRITE),
                        new PathLock(new RepoPath("lib/"), PathLock.Operation.WRITE));
        assertThat(lease.agent()).isEqualTo(ONE);
        assertThat(lease.expiresAt()).isEqualTo(NOW.plus(TTL));
        assertThat(snapshot.state().active().get(0).agent()).contains(ONE);
        assertThat(snapshot.state().active().get(0).claim()).contains(lease.id());
    }

    @Test
    void aRepeatedClaimGetsTheFirstAnswerAgain() {
        store(feature("A"), feature("B"));
        ClaimFeature claim = new ClaimFeature(ONE);

        ClaimOutcome first = take(claim);

        assertThat(first).isInstanceOf(Claimed.class);
        assertThat(take(claim)).isEqualTo(first);
        assertThat(snapshot.state().statusOf(B)).isEqualTo(FeatureStatus.PENDING);
    }

    @Test
    void aClaimedFeatureIsNobodyElsesUntilItsLeaseEnds() {
        store(feature("A").writes("a.ts"));
        Lease lease = claimed(ONE, "A");

        assertThat(claim(TWO)).isEqualTo(new NothingReady(TWO, List.of(obstacle(Obstacle.Kind.WORK, A, ONE))));

        now = lease.expiresAt();
        assertThat(claimed(TWO, "A").token()).isGreaterThan(lease.token());
        assertThat(snapshot.state().active()).hasSize(1);
        assertThat(snapshot.state().active().get(0).agent()).contains(TWO);
    }

    @Test
    void aLateCompleteUnderTheOldLeaseIsRefused() {
        store(feature("A").writes("a.ts"));
        Lease old = claimed(ONE, "A");
        now = old.expiresAt();
        Snapshot ended = snapshot;

        assertThat(complete(ONE, Optional.empty()))
                .isInstanceOfSatisfying(
                        LifecycleOutcome.StaleLease.class,
                        stale -> assertThat(stale.message())
                                .contains(old.id().value())
                                .contains("it expired at")
                                .contains("claimed again"));
        claimed(TWO, "A");
        assertThat(complete(ONE, Optional.of(old))).isInstanceOf(LifecycleOutcome.NotTheOwner.class);

        snapshot = ended;
        Lease again = claimed(ONE, "A");
        assertThat(complete(ONE, Optional.of(old))).isInstanceOf(LifecycleOutcome.StaleLease.class);
        assertThat(complete(ONE, Optional.of(again))).isInstanceOf(LifecycleOutcome.Moved.class);
        assertThat(claim(ONE)).isEqualTo(new AllDone());
    }

    @Test
    void aClaimThatIsGivenBackIsClaimedAgain() {
        store(feature("A").writes("a.ts"));
        Lease lease = claimed(ONE, "A");

        take(new Command.ReleaseLease(lease.id()));

        assertThat(complete(ONE, Optional.empty())).isInstanceOf(LifecycleOutcome.StaleLease.class);
        claimed(TWO, "A");
    }

    @Test
    void whatWasStartedAndNotClaimedStaysItsAgents() {
        store(feature("A"));
        take(new Command.StartFeature(A, ONE));

        assertThat(claim(TWO)).isInstanceOf(NothingReady.class);
        assertThat(claim(ONE)).isInstanceOf(NothingReady.class);
    }

    @Test
    void theBestIsTheMostUrgentThenTheLongestChainThenWhatTheAgentKnows() {
        store(
                feature("A").writes("a.ts"),
                feature("B").writes("b.ts"),
                feature("C").writes("c.ts").takes(Duration.ofMinutes(1)),
                feature("D").writes("d.ts").blockedBy("C"),
                feature("E").writes("e.ts").priority(1));

        claimed(ONE, "E");
        claimed(ONE, "C");
        assertThat(((Claimed) take(new ClaimFeature(ONE).having(List.of(B))))
                        .feature()
                        .id())
                .as("it has written what B writes")
                .isEqualTo(B);
        claimed(ONE, "A");
    }

    @Test
    void prerequisitesLocksAndTablesOfOthersAreInTheWay() {
        store(
                feature("A").writes("a.ts").changesSchema("Users"),
                feature("B").writes("b.ts").blockedBy("A"),
                feature("C").writes("a.ts"),
                feature("D").writes("d.ts").changesSchema("users"),
                feature("E").writes("e.ts"));
        claimed(ONE, "A");
        snapshot = snapshot.withLocks(snapshot.locks()
                .withForeign(List.of(new ForeignLock(
                        new PathLock(new RepoPath("e.ts"), PathLock.Operation.READ),
                        TWO,
                        new FeatureId("elsewhere"),
                        NOW))));

        assertThat(claim(new AgentId("third")))
                .isEqualTo(new NothingReady(
                        new AgentId("third"),
                        List.of(
                                obstacle(Obstacle.Kind.PREREQUISITE, A, ONE),
                                obstacle(Obstacle.Kind.LOCK, A, ONE),
                                obstacle(Obstacle.Kind.LOCK, new FeatureId("elsewhere"), TWO),
                                obstacle(Obstacle.Kind.TABLE, A, ONE))));
        claimed(TWO, "E"); // nobody is in his own way
    }

    @Test
    void aNameThatAnotherFeatureTakesForADirectoryIsLockedAsOne() {
        store(
                feature("A").writes("app"),
                feature("B").writes("**/*.go"),
                feature("C").writes("app/x.ts").blockedBy("A"));

        assertThat(claimed(ONE, "A").locks())
                .containsExactly(new PathLock(new RepoPath("app/"), PathLock.Operation.WRITE));
        assertThat(claim(TWO)).isInstanceOf(NothingReady.class);
    }

    @Test
    void whatOnlyAPersonCanMendIsStuckAndSaysWhy() {
        assertThat(claim(ONE))
                .isInstanceOfSatisfying(
                        Stuck.class,
                        stuck -> assertThat(stuck.message())
                                .contains("no features are stored")
                                .contains("coord init"));
        store(feature("A"), feature("B").blockedBy("A"));
        claimed(ONE, "A");
        take(new Command.FailFeature(A, ONE, "no key"));

        assertThat(claim(ONE))
                .isInstanceOfSatisfying(
                        Stuck.class,
                        stuck -> assertThat(stuck.message())
                                .contains("'A' is failed (no key)")
                                .contains("coord retry"));

        take(new Command.RetryFeature(A, TWO));
        claimed(ONE, "A");
    }

    @Test
    void featuresThatWaitInACircleAreStuck() {
        store(feature("A").blockedBy("B"), feature("B").blockedBy("A"));

        assertThat(claim(ONE))
                .isInstanceOfSatisfying(
                        Stuck.class, stuck -> assertThat(stuck.why()).contains("A -> B -> A"));
    }

    @Test
    void aFailedFeatureDoesNotStopWhatDoesNotNeedIt() {
        store(feature("A"), feature("B"), feature("C").blockedBy("A"));
        claimed(ONE, "A");
        take(new Command.FailFeature(A, ONE, "no key"));
        claimed(TWO, "B");

        assertThat(claim(ONE)).isEqualTo(new NothingReady(ONE, List.of(obstacle(Obstacle.Kind.WORK, B, TWO))));
        take(new Command.CompleteFeature(B, TWO, Optional.empty()));
        assertThat(claim(ONE)).isInstanceOf(Stuck.class);
    }

    @Test
    void whatALiveRunMakesIsItsOwnAndCountsOnceItHasLanded() {
        store(feature("A"), feature("B").blockedBy("A"));
        snapshot = Lifecycle.land(snapshot, List.of(A), now);
        snapshot =
                snapshot.withRun(run(new FeaturePhase.Pending(), new RunPhase.Working(new CommitId("0".repeat(40)))));

        assertThat(claim(ONE))
                .isEqualTo(new NothingReady(ONE, List.of(new Obstacle(Obstacle.Kind.RUN, A, Optional.empty()))));

        snapshot = snapshot.withRun(run(new FeaturePhase.Landed(), new RunPhase.Working(new CommitId("0".repeat(40)))));
        claimed(ONE, "B");
    }

    @Test
    void aRunThatHasEndedIsInNobodysWay() {
        store(feature("A"));
        snapshot = snapshot.withRun(run(new FeaturePhase.Pending(), new RunPhase.Stopped(List.of("why"))));

        claimed(ONE, "A");
    }

    @Test
    void aRefusedClaimChangesNothing() {
        store(feature("A").writes("a.ts"));
        claimed(ONE, "A");

        assertThat(Rules.apply(snapshot, new ClaimFeature(TWO), now).after()).isSameAs(snapshot);
        assertThat(LockTable.expire(snapshot, now)).isSameAs(snapshot);
    }

    @Test
    void aClaimNeedsATimeToLive() {
        assertThatThrownBy(() -> new ClaimFeature(ONE).withTtl(Duration.ZERO)).isInstanceOf(BadInput.class);
    }

    private static RunRecord run(FeaturePhase ofA, RunPhase phase) {
        SortedMap<FeatureId, RunRecord.FeatureRun> features = new TreeMap<>();
        features.put(A, new RunRecord.FeatureRun("digest", 1, ofA, Duration.ZERO));
        return new RunRecord(
                new RunId("r1"),
                new ProcessId(7, NOW, "here"),
                Optional.empty(),
                NOW,
                RunSettings.builder("refs/heads/main")
                        .agents(2)
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                List.of(),
                0,
                features,
                phase);
    }

    private void store(Feature.Builder... features) {
        snapshot = snapshot.withFeatures(FeatureSet.of(
                List.of(features).stream().map(Feature.Builder::build).toList()));
    }

    private static Feature.Builder feature(String id) {
        return Feature.builder(id);
    }

    private static Obstacle obstacle(Obstacle.Kind kind, FeatureId feature, AgentId agent) {
        return new Obstacle(kind, feature, Optional.of(agent));
    }

    private ClaimOutcome claim(AgentId agent) {
        return take(new ClaimFeature(agent).withTtl(TTL));
    }

    private Lease claimed(AgentId agent, String feature) {
        ClaimOutcome outcome = claim(agent);
        assertThat(outcome).isInstanceOf(Claimed.class);
        Claimed claimed = (Claimed) outcome;
        assertThat(claimed.feature().id().value()).isEqualTo(feature);
        return claimed.lease();
    }

    private LifecycleOutcome complete(AgentId agent, Optional<Lease> under) {
        return take(new Command.CompleteFeature(A, agent, under.map(Lease::token)));
    }

    private <O> O take(Command<O> command) {
        Transition<O> step = Rules.apply(snapshot, command, now);
        snapshot = step.after();
        return step.outcome();
    }
}
