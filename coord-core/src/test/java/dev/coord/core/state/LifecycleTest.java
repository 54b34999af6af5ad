package dev.coord.core.state;

import static dev.coord.state.FeatureStatus.ACTIVE;
import static dev.coord.state.FeatureStatus.BLOCKED;
import static dev.coord.state.FeatureStatus.COMPLETED;
import static dev.coord.state.FeatureStatus.FAILED;
import static dev.coord.state.FeatureStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ConflictEntry;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.Halted;
import dev.coord.state.LifecycleOutcome.IllegalMove;
import dev.coord.state.LifecycleOutcome.Moved;
import dev.coord.state.LifecycleOutcome.NotTheOwner;
import dev.coord.state.LifecycleOutcome.PrerequisitesMissing;
import dev.coord.state.LifecycleOutcome.StaleLease;
import dev.coord.state.LifecycleOutcome.Stored;
import dev.coord.state.LifecycleOutcome.UnknownFeature;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");
    private static final AgentId ONE = new AgentId("implementor-1");
    private static final AgentId TWO = new AgentId("implementor-2");
    private static final FeatureId AUTH = new FeatureId("P1_user_auth");
    private static final FeatureId PROFILE = new FeatureId("P2_user_profile");
    private static final FeatureId POSTS = new FeatureId("P3_posts");
    private static final FeatureSet FEATURES = FeatureSet.of(List.of(
            Feature.builder(AUTH.value())
                    .blocks(POSTS.value())
                    .changesSchema("profiles")
                    .uses("supabase_auth")
                    .build(),
            Feature.builder(PROFILE.value())
                    .blockedBy(AUTH.value())
                    .changesSchema("profiles")
                    .uses("supabase_auth")
                    .build(),
            Feature.builder(POSTS.value()).changesSchema("posts").build(),
            Feature.builder("P4_admin").changesSchema("profiles", "roles").build()));
    private static final FeatureId ADMIN = new FeatureId("P4_admin");

    private Snapshot snapshot = Snapshot.EMPTY.withFeatures(FEATURES);
    private final List<ConflictEntry> log = new ArrayList<>();

    @Nested
    class Store {

        @Test
        void replacesTheFeatureSetAndKeepsWhatIsUnderWay() {
            start(AUTH, ONE);
            FeatureSet other = FeatureSet.of(List.of(Feature.builder("Q").build()));

            LifecycleOutcome outcome = take(Lifecycle.store(snapshot, other, NOW));

            assertThat(outcome).isEqualTo(new Stored(1));
            assertThat(snapshot.features()).contains(other);
            assertThat(snapshot.state().statusOf(AUTH)).isEqualTo(ACTIVE);
        }

        @Test
        void isTheVerySnapshotWhereTheSetIsStoredAlready() {
            assertThat(Lifecycle.store(snapshot, FEATURES, NOW).after()).isSameAs(snapshot);
        }
    }

    @Nested
    class Start {

        @Test
        void marksTheFeatureActiveAndNotesItsResources() {
            LifecycleOutcome outcome = start(AUTH, ONE);

            assertThat(outcome).isEqualTo(new Moved(AUTH, PENDING, ACTIVE));
            assertThat(snapshot.state().active()).containsExactly(new ActiveFeature(AUTH, Optional.of(ONE)));
            assertThat(snapshot.state().sharedResources())
                    .isEqualTo(Map.of("supabase_auth", new SharedResource(false, List.of(AUTH))));
        }

        @Test
        void refusesAFeatureWhosePrerequisitesAreNotCompletedAndLogsIt() {
            start(AUTH, ONE);
            Snapshot before = snapshot;

            LifecycleOutcome outcome = start(PROFILE, TWO);

            assertThat(outcome).isEqualTo(new PrerequisitesMissing(PROFILE, List.of(AUTH)));
            assertThat(snapshot).isSameAs(before);
            assertThat(log)
                    .containsExactly(new ConflictEntry(
                            NOW,
                            ConflictType.DEPENDENCY_VIOLATION,
                            List.of(PROFILE, AUTH),
                            List.of("P1_user_auth"),
                            "Wait for P1_user_auth completion"));
        }

        @Test
        void takesOneSideOfADependencyForBoth() {
            assertThat(start(POSTS, TWO)).isEqualTo(new PrerequisitesMissing(POSTS, List.of(AUTH)));
        }

        @Test
        void acceptsAPrerequisiteThatWasCompletedBeforeTheSet() {
            Feature late = Feature.builder("late").blockedBy("early").build();
            FeatureSet set = new FeatureSet(
                    new TreeMap<>(Map.of(late.id(), late)), new TreeSet<>(List.of(new FeatureId("early"))));
            snapshot = Snapshot.EMPTY.withFeatures(set);

            assertThat(start(late.id(), ONE)).isInstanceOf(Moved.class);
        }

        @Test
        void changesNothingWhenTheSameAgentRepeatsIt() {
            start(AUTH, ONE);
            Snapshot before = snapshot;

            assertThat(start(AUTH, ONE)).isEqualTo(new Moved(AUTH, ACTIVE, ACTIVE));
            assertThat(snapshot).isSameAs(before);
        }

        @Test
        void refusesAnotherAgent() {
            start(AUTH, ONE);

            assertThat(start(AUTH, TWO)).isEqualTo(new NotTheOwner(AUTH, ONE, TWO));
        }

        @Test
        void refusesAFeatureThatSomebodyWroteIntoTheFileAsActive() {
            activateByHand(AUTH);

            assertThat(start(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, ACTIVE, "start"));
        }

        @Test
        void namesTheNearestIdsForOneThatIsNotKnown() {
            assertThat(start(new FeatureId("p3_post"), ONE))
                    .isInstanceOfSatisfying(
                            UnknownFeature.class,
                            unknown -> assertThat(unknown.nearest()).startsWith(POSTS));
        }

        @Test
        void namesNoIdWhereNoSetIsStored() {
            snapshot = Snapshot.EMPTY;

            assertThat(start(AUTH, ONE)).isEqualTo(new UnknownFeature(AUTH, List.of()));
        }

        @Test
        void haltsAFeatureWhoseTableAnActiveOneChanges() {
            start(AUTH, ONE);

            LifecycleOutcome outcome = start(ADMIN, TWO);

            assertThat(outcome).isEqualTo(new Halted(ADMIN, AUTH, List.of("profiles")));
            assertThat(snapshot.state().blocked()).singleElement().satisfies(blocked -> {
                assertThat(blocked.status()).isEqualTo(BLOCKED);
                assertThat(blocked.agent()).contains(TWO);
                assertThat(blocked.reason()).contains("P1_user_auth", "'profiles'", "by hand");
            });
            assertThat(log).singleElement().satisfies(entry -> {
                assertThat(entry.type()).isEqualTo(ConflictType.SCHEMA_CONFLICT);
                assertThat(entry.features()).containsExactly(ADMIN, AUTH);
                assertThat(entry.subjects()).containsExactly("profiles");
            });
        }

        @Test
        void letsAHaltedFeatureBeginAfterARetry() {
            start(AUTH, ONE);
            start(ADMIN, TWO);
            complete(AUTH, ONE);

            assertThat(start(ADMIN, TWO)).isEqualTo(new IllegalMove(ADMIN, BLOCKED, "start"));
            take(Lifecycle.retry(snapshot, ADMIN, TWO, NOW));
            assertThat(start(ADMIN, TWO)).isEqualTo(new Moved(ADMIN, PENDING, ACTIVE));
        }

        @Test
        void doesNotTakeADependencyForASchemaConflict() {
            start(AUTH, ONE);
            complete(AUTH, ONE);
            start(PROFILE, ONE);
            snapshot = Lifecycle.undo(snapshot, List.of(AUTH), NOW);

            assertThat(start(AUTH, TWO)).isInstanceOf(Moved.class);
        }
    }

    @Nested
    class Complete {

        @Test
        void recordsSchemaChangesAndInitializesResources() {
            start(AUTH, ONE);
            complete(AUTH, ONE);
            start(PROFILE, TWO);

            LifecycleOutcome outcome = complete(PROFILE, TWO);

            assertThat(outcome).isEqualTo(new Moved(PROFILE, ACTIVE, COMPLETED));
            CoordinationState state = snapshot.state();
            assertThat(state.completed()).containsExactly(AUTH, PROFILE);
            assertThat(state.active()).isEmpty();
            assertThat(state.schemaChanges())
                    .containsExactly(
                            new SchemaChange(AUTH, "profiles", "create", false),
                            new SchemaChange(PROFILE, "profiles", "modify", false));
            assertThat(state.sharedResources())
                    .isEqualTo(Map.of("supabase_auth", new SharedResource(true, List.of(AUTH, PROFILE))));
        }

        @Test
        void releasesTheAgentsLocksForItAndGrantsThemToWaiters() {
            start(AUTH, ONE);
            lock(ONE, AUTH, "auth", "a.ts");
            lock(ONE, POSTS, "posts", "p.ts");
            waiting(TWO, PROFILE, "profile", "a.ts");

            complete(AUTH, ONE);

            assertThat(holding()).containsExactly("posts", "profile");
        }

        @Test
        void acceptsTheTokenOfALeaseInForce() {
            start(AUTH, ONE);
            Lease lease = lock(ONE, AUTH, "auth", "a.ts");

            assertThat(take(Lifecycle.complete(snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOf(Moved.class);
        }

        @Test
        void refusesAStaleToken() {
            start(AUTH, ONE);
            Lease lease = lock(ONE, AUTH, "auth", "a.ts");
            Instant later = lease.expiresAt();

            Transition<LifecycleOutcome> transition =
                    Lifecycle.complete(snapshot, AUTH, ONE, Optional.of(lease.token()), later);

            assertThat(transition.outcome())
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message()).contains("it expired at " + later));
            assertThat(transition.after()).isEqualTo(LockTable.expire(snapshot, later));
        }

        @Test
        void refusesTheTokenOfALeaseThatWasUpgraded() {
            start(AUTH, ONE);
            Lease lease = lock(ONE, AUTH, "auth", "a.ts");
            take(LockTable.downgrade(snapshot, lease.id(), NOW));
            take(LockTable.upgrade(snapshot, lease.id(), Duration.ZERO, NOW));

            assertThat(take(Lifecycle.complete(snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message()).contains("it was upgraded to lease 'lease-2-"));
        }

        @Test
        void refusesATokenOfAnotherFeaturesLease() {
            start(AUTH, ONE);
            Lease lease = lock(ONE, POSTS, "posts", "p.ts");

            assertThat(take(Lifecycle.complete(snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message())
                                    .contains("belongs to agent '" + ONE + "' for feature '" + POSTS + "'"));
        }

        @Test
        void refusesATokenThatWasNeverGiven() {
            start(AUTH, ONE);
            Snapshot before = snapshot;

            assertThat(take(Lifecycle.complete(snapshot, AUTH, ONE, Optional.of(new FencingToken(9)), NOW)))
                    .isInstanceOf(StaleLease.class);
            assertThat(snapshot).isSameAs(before);
        }

        @Test
        void refusesAFeatureThatIsCompletedOrPending() {
            assertThat(complete(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, PENDING, "complete"));
            start(AUTH, ONE);
            complete(AUTH, ONE);
            Snapshot before = snapshot;

            assertThat(complete(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, COMPLETED, "complete"));
            assertThat(complete(AUTH, TWO)).isEqualTo(new IllegalMove(AUTH, COMPLETED, "complete"));
            assertThat(snapshot).isSameAs(before);
        }

        @Test
        void letsAnybodyCompleteAFeatureThatSomebodyWroteIntoTheFile() {
            activateByHand(AUTH);

            assertThat(complete(AUTH, TWO)).isEqualTo(new Moved(AUTH, ACTIVE, COMPLETED));
        }
    }

    @Nested
    class BlockAndFail {

        @Test
        void keepTheReasonAndReleaseTheLocks() {
            start(AUTH, ONE);
            lock(ONE, AUTH, "auth", "a.ts");

            LifecycleOutcome outcome = take(Lifecycle.block(snapshot, AUTH, ONE, "no key", NOW));

            assertThat(outcome).isEqualTo(new Moved(AUTH, ACTIVE, BLOCKED));
            assertThat(snapshot.state().blocked())
                    .containsExactly(new BlockedFeature(AUTH, BLOCKED, Optional.of(ONE), "no key"));
            assertThat(holding()).isEmpty();
        }

        @Test
        void leaveTheQueueToo() {
            start(AUTH, ONE);
            lock(TWO, POSTS, "posts", "a.ts");
            waiting(ONE, AUTH, "auth", "a.ts");

            take(Lifecycle.fail(snapshot, AUTH, ONE, "gave up", NOW));

            assertThat(snapshot.state().statusOf(AUTH)).isEqualTo(FAILED);
            assertThat(snapshot.locks().queue()).isEmpty();
        }

        @Test
        void areRefusedToOthers() {
            start(AUTH, ONE);

            assertThat(take(Lifecycle.fail(snapshot, AUTH, TWO, "no", NOW))).isEqualTo(new NotTheOwner(AUTH, ONE, TWO));
        }
    }

    @Nested
    class Retry {

        @Test
        void makesAFailedFeaturePending() {
            start(AUTH, ONE);
            take(Lifecycle.fail(snapshot, AUTH, ONE, "gave up", NOW));

            assertThat(take(Lifecycle.retry(snapshot, AUTH, TWO, NOW))).isEqualTo(new Moved(AUTH, FAILED, PENDING));
            assertThat(snapshot.state().blocked()).isEmpty();
        }

        @Test
        void refusesAFeatureThatIsUnderWay() {
            start(AUTH, ONE);

            assertThat(take(Lifecycle.retry(snapshot, AUTH, ONE, NOW)))
                    .isEqualTo(new IllegalMove(AUTH, ACTIVE, "retry"));
        }
    }

    @Nested
    class Land {

        @Test
        void commitsTheSchemaChangesOfACompletedFeature() {
            start(AUTH, ONE);
            complete(AUTH, ONE);

            snapshot = Lifecycle.land(snapshot, List.of(AUTH), NOW);

            assertThat(snapshot.state().schemaChanges())
                    .containsExactly(new SchemaChange(AUTH, "profiles", "create", true));
            assertThat(Lifecycle.land(snapshot, List.of(AUTH), NOW)).isSameAs(snapshot);
        }

        @Test
        void completesWhatWasActiveOrNeverHeardOf() {
            start(AUTH, ONE);

            snapshot = Lifecycle.land(snapshot, List.of(AUTH, new FeatureId("older")), NOW);

            assertThat(snapshot.state().completed()).containsExactly(AUTH, new FeatureId("older"));
            assertThat(snapshot.state().active()).isEmpty();
        }
    }

    @Nested
    class Undo {

        @Test
        void leavesWhatOthersDid() {
            start(AUTH, ONE);
            complete(AUTH, ONE);
            CoordinationState before = snapshot.state();
            start(PROFILE, TWO);
            lock(TWO, PROFILE, "profile", "p.ts");
            complete(PROFILE, TWO);
            lock(ONE, PROFILE, "outsider", "p.ts");

            snapshot = Lifecycle.undo(snapshot, List.of(PROFILE), NOW);

            assertThat(snapshot.state()).isEqualTo(before);
            assertThat(holding()).containsExactly("outsider");
        }

        @Test
        void keepsAResourceInitializedThatAnotherCompletedFeatureUses() {
            start(AUTH, ONE);
            complete(AUTH, ONE);
            start(PROFILE, TWO);
            complete(PROFILE, TWO);

            snapshot = Lifecycle.undo(snapshot, List.of(AUTH), NOW);

            assertThat(snapshot.state().sharedResources())
                    .isEqualTo(Map.of("supabase_auth", new SharedResource(true, List.of(PROFILE))));
        }

        @Test
        void isTheVerySnapshotForAFeatureThatNeverBegan() {
            assertThat(Lifecycle.undo(snapshot, List.of(AUTH), NOW)).isSameAs(snapshot);
        }
    }

    @Nested
    class Reject {

        @Test
        void marksFeaturesFailedThatWereCompleted() {
            start(AUTH, ONE);
            complete(AUTH, ONE);

            snapshot = Lifecycle.reject(snapshot, List.of(AUTH), "red tests", NOW);

            assertThat(snapshot.state().blocked())
                    .containsExactly(new BlockedFeature(AUTH, FAILED, Optional.empty(), "red tests"));
            assertThat(snapshot.state().completed()).isEmpty();
            assertThat(snapshot.state().schemaChanges()).isEmpty();
        }
    }

    private LifecycleOutcome start(FeatureId feature, AgentId agent) {
        return take(Lifecycle.start(snapshot, feature, agent, NOW));
    }

    private LifecycleOutcome complete(FeatureId feature, AgentId agent) {
        return take(Lifecycle.complete(snapshot, feature, agent, Optional.empty(), NOW));
    }

    private void activateByHand(FeatureId feature) {
        CoordinationState state = snapshot.state();
        snapshot = snapshot.withState(new CoordinationState(
                0,
                state.completed(),
                List.of(new ActiveFeature(feature, Optional.empty())),
                state.blocked(),
                state.schemaChanges(),
                state.sharedResources()));
    }

    private Lease lock(AgentId agent, FeatureId feature, String request, String path) {
        LockOutcome outcome = take(LockTable.request(
                snapshot, wish(agent, feature, request).write(path).build(), NOW));
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private void waiting(AgentId agent, FeatureId feature, String request, String path) {
        assertThat(take(LockTable.request(
                        snapshot, wish(agent, feature, request).read(path).build(), NOW)))
                .isInstanceOf(LockOutcome.Waiting.class);
    }

    private static LockRequest.Builder wish(AgentId agent, FeatureId feature, String request) {
        return LockRequest.builder(agent.value(), feature.value())
                .id(new RequestId(request))
                .ttl(Duration.ofMinutes(5));
    }

    private List<String> holding() {
        return snapshot.locks().leases().stream()
                .map(lease -> lease.request().value())
                .toList();
    }

    private <O> O take(Transition<O> transition) {
        snapshot = transition.after();
        log.addAll(transition.conflicts());
        return transition.outcome();
    }
}
