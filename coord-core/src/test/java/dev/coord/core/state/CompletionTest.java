package dev.coord.core.state;

import static dev.coord.core.state.LifecycleStory.AUTH;
import static dev.coord.core.state.LifecycleStory.NOW;
import static dev.coord.core.state.LifecycleStory.ONE;
import static dev.coord.core.state.LifecycleStory.POSTS;
import static dev.coord.core.state.LifecycleStory.PROFILE;
import static dev.coord.core.state.LifecycleStory.TWO;
import static dev.coord.state.FeatureStatus.ACTIVE;
import static dev.coord.state.FeatureStatus.COMPLETED;
import static dev.coord.state.FeatureStatus.FAILED;
import static dev.coord.state.FeatureStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.IllegalMove;
import dev.coord.state.LifecycleOutcome.Moved;
import dev.coord.state.LifecycleOutcome.StaleLease;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a feature is completed, and what becomes of that. */
class CompletionTest {

    private final LifecycleStory story = new LifecycleStory();

    @Nested
    class Complete {

        @Test
        void recordsSchemaChangesAndInitializesResources() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);
            story.start(PROFILE, TWO);

            LifecycleOutcome outcome = story.complete(PROFILE, TWO);

            assertThat(outcome).isEqualTo(new Moved(PROFILE, ACTIVE, COMPLETED));
            CoordinationState state = story.snapshot.state();
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
            story.start(AUTH, ONE);
            story.lock(ONE, AUTH, "auth", "a.ts");
            story.lock(ONE, POSTS, "posts", "p.ts");
            story.waiting(TWO, PROFILE, "profile", "a.ts");

            story.complete(AUTH, ONE);

            assertThat(story.holding()).containsExactly("posts", "profile");
        }

        @Test
        void acceptsTheTokenOfALeaseInForce() {
            story.start(AUTH, ONE);
            Lease lease = story.lock(ONE, AUTH, "auth", "a.ts");

            assertThat(story.take(Lifecycle.complete(story.snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOf(Moved.class);
        }

        @Test
        void refusesAStaleToken() {
            story.start(AUTH, ONE);
            Lease lease = story.lock(ONE, AUTH, "auth", "a.ts");
            Instant later = lease.expiresAt();

            Transition<LifecycleOutcome> transition =
                    Lifecycle.complete(story.snapshot, AUTH, ONE, Optional.of(lease.token()), later);

            assertThat(transition.outcome())
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message()).contains("it expired at " + later));
            assertThat(transition.after()).isEqualTo(LockTable.expire(story.snapshot, later));
        }

        @Test
        void refusesTheTokenOfALeaseThatWasUpgraded() {
            story.start(AUTH, ONE);
            Lease lease = story.lock(ONE, AUTH, "auth", "a.ts");
            story.take(LockTable.downgrade(story.snapshot, lease.id(), NOW));
            story.take(LockTable.upgrade(story.snapshot, lease.id(), Duration.ZERO, NOW));

            assertThat(story.take(Lifecycle.complete(story.snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message()).contains("it was upgraded to lease 'lease-2-"));
        }

        @Test
        void refusesATokenOfAnotherFeaturesLease() {
            story.start(AUTH, ONE);
            Lease lease = story.lock(ONE, POSTS, "posts", "p.ts");

            assertThat(story.take(Lifecycle.complete(story.snapshot, AUTH, ONE, Optional.of(lease.token()), NOW)))
                    .isInstanceOfSatisfying(
                            StaleLease.class,
                            stale -> assertThat(stale.message())
                                    .contains("belongs to agent '" + ONE + "' for feature '" + POSTS + "'"));
        }

        @Test
        void refusesATokenThatWasNeverGiven() {
            story.start(AUTH, ONE);
            Snapshot before = story.snapshot;

            assertThat(story.take(Lifecycle.complete(story.snapshot, AUTH, ONE, Optional.of(new FencingToken(9)), NOW)))
                    .isInstanceOf(StaleLease.class);
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void refusesAFeatureThatIsCompletedOrPending() {
            assertThat(story.complete(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, PENDING, "complete"));
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);
            Snapshot before = story.snapshot;

            assertThat(story.complete(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, COMPLETED, "complete"));
            assertThat(story.complete(AUTH, TWO)).isEqualTo(new IllegalMove(AUTH, COMPLETED, "complete"));
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void letsAnybodyCompleteAFeatureThatSomebodyWroteIntoTheFile() {
            story.activateByHand(AUTH);

            assertThat(story.complete(AUTH, TWO)).isEqualTo(new Moved(AUTH, ACTIVE, COMPLETED));
        }
    }

    @Nested
    class Land {

        @Test
        void commitsTheSchemaChangesOfACompletedFeature() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);

            story.snapshot = Lifecycle.land(story.snapshot, List.of(AUTH), NOW);

            assertThat(story.snapshot.state().schemaChanges())
                    .containsExactly(new SchemaChange(AUTH, "profiles", "create", true));
            assertThat(Lifecycle.land(story.snapshot, List.of(AUTH), NOW)).isSameAs(story.snapshot);
        }

        @Test
        void completesWhatWasActiveOrNeverHeardOf() {
            story.start(AUTH, ONE);

            story.snapshot = Lifecycle.land(story.snapshot, List.of(AUTH, new FeatureId("older")), NOW);

            assertThat(story.snapshot.state().completed()).containsExactly(AUTH, new FeatureId("older"));
            assertThat(story.snapshot.state().active()).isEmpty();
        }
    }

    @Nested
    class Undo {

        @Test
        void leavesWhatOthersDid() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);
            CoordinationState before = story.snapshot.state();
            story.start(PROFILE, TWO);
            story.lock(TWO, PROFILE, "profile", "p.ts");
            story.complete(PROFILE, TWO);
            story.lock(ONE, PROFILE, "outsider", "p.ts");

            story.snapshot = Lifecycle.undo(story.snapshot, List.of(PROFILE), NOW);

            assertThat(story.snapshot.state()).isEqualTo(before);
            assertThat(story.holding()).containsExactly("outsider");
        }

        @Test
        void keepsAResourceInitializedThatAnotherCompletedFeatureUses() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);
            story.start(PROFILE, TWO);
            story.complete(PROFILE, TWO);

            story.snapshot = Lifecycle.undo(story.snapshot, List.of(AUTH), NOW);

            assertThat(story.snapshot.state().sharedResources())
                    .isEqualTo(Map.of("supabase_auth", new SharedResource(true, List.of(PROFILE))));
        }

        @Test
        void isTheVerySnapshotForAFeatureThatNeverBegan() {
            assertThat(Lifecycle.undo(story.snapshot, List.of(AUTH), NOW)).isSameAs(story.snapshot);
        }
    }

    @Nested
    class Reject {

        @Test
        void marksFeaturesFailedThatWereCompleted() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);

            story.snapshot = Lifecycle.reject(story.snapshot, List.of(AUTH), "red tests", NOW);

            assertThat(story.snapshot.state().blocked())
                    .containsExactly(new BlockedFeature(AUTH, FAILED, Optional.empty(), "red tests"));
            assertThat(story.snapshot.state().completed()).isEmpty();
            assertThat(story.snapshot.state().schemaChanges()).isEmpty();
        }
    }
}
