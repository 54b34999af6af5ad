package dev.coord.core.state;

import static dev.coord.core.state.LifecycleStory.ADMIN;
import static dev.coord.core.state.LifecycleStory.AUTH;
import static dev.coord.core.state.LifecycleStory.FEATURES;
import static dev.coord.core.state.LifecycleStory.NOW;
import static dev.coord.core.state.LifecycleStory.ONE;
import static dev.coord.core.state.LifecycleStory.POSTS;
import static dev.coord.core.state.LifecycleStory.PROFILE;
import static dev.coord.core.state.LifecycleStory.TWO;
import static dev.coord.state.FeatureStatus.ACTIVE;
import static dev.coord.state.FeatureStatus.BLOCKED;
import static dev.coord.state.FeatureStatus.FAILED;
import static dev.coord.state.FeatureStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ConflictEntry;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.Halted;
import dev.coord.state.LifecycleOutcome.IllegalMove;
import dev.coord.state.LifecycleOutcome.Moved;
import dev.coord.state.LifecycleOutcome.NotTheOwner;
import dev.coord.state.LifecycleOutcome.PrerequisitesMissing;
import dev.coord.state.LifecycleOutcome.Stored;
import dev.coord.state.LifecycleOutcome.UnknownFeature;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a feature goes on: from its start to its end, and again. */
class LifecycleTest {

    private final LifecycleStory story = new LifecycleStory();

    @Nested
    class Store {

        @Test
        void replacesTheFeatureSetAndKeepsWhatIsUnderWay() {
            story.start(AUTH, ONE);
            FeatureSet other = FeatureSet.of(List.of(Feature.builder("Q").build()));

            LifecycleOutcome outcome = story.take(Lifecycle.store(story.snapshot, other, NOW));

            assertThat(outcome).isEqualTo(new Stored(1));
            assertThat(story.snapshot.features()).contains(other);
            assertThat(story.snapshot.state().statusOf(AUTH)).isEqualTo(ACTIVE);
        }

        @Test
        void isTheVerySnapshotWhereTheSetIsStoredAlready() {
            assertThat(Lifecycle.store(story.snapshot, FEATURES, NOW).after()).isSameAs(story.snapshot);
        }
    }

    @Nested
    class Start {

        @Test
        void marksTheFeatureActiveAndNotesItsResources() {
            LifecycleOutcome outcome = story.start(AUTH, ONE);

            assertThat(outcome).isEqualTo(new Moved(AUTH, PENDING, ACTIVE));
            assertThat(story.snapshot.state().active()).containsExactly(new ActiveFeature(AUTH, Optional.of(ONE)));
            assertThat(story.snapshot.state().sharedResources())
                    .isEqualTo(Map.of("supabase_auth", new SharedResource(false, List.of(AUTH))));
        }

        @Test
        void refusesAFeatureWhosePrerequisitesAreNotCompletedAndLogsIt() {
            story.start(AUTH, ONE);
            Snapshot before = story.snapshot;

            LifecycleOutcome outcome = story.start(PROFILE, TWO);

            assertThat(outcome).isEqualTo(new PrerequisitesMissing(PROFILE, List.of(AUTH)));
            assertThat(story.snapshot).isSameAs(before);
            assertThat(story.log)
                    .containsExactly(new ConflictEntry(
                            NOW,
                            ConflictType.DEPENDENCY_VIOLATION,
                            List.of(PROFILE, AUTH),
                            List.of("P1_user_auth"),
                            "Wait for P1_user_auth completion"));
        }

        @Test
        void takesOneSideOfADependencyForBoth() {
            assertThat(story.start(POSTS, TWO)).isEqualTo(new PrerequisitesMissing(POSTS, List.of(AUTH)));
        }

        @Test
        void acceptsAPrerequisiteThatWasCompletedBeforeTheSet() {
            Feature late = Feature.builder("late").blockedBy("early").build();
            FeatureSet set = new FeatureSet(
                    new TreeMap<>(Map.of(late.id(), late)), new TreeSet<>(List.of(new FeatureId("early"))));
            story.snapshot = Snapshot.EMPTY.withFeatures(set);

            assertThat(story.start(late.id(), ONE)).isInstanceOf(Moved.class);
        }

        @Test
        void changesNothingWhenTheSameAgentRepeatsIt() {
            story.start(AUTH, ONE);
            Snapshot before = story.snapshot;

            assertThat(story.start(AUTH, ONE)).isEqualTo(new Moved(AUTH, ACTIVE, ACTIVE));
            assertThat(story.snapshot).isSameAs(before);
        }

        @Test
        void refusesAnotherAgent() {
            story.start(AUTH, ONE);

            assertThat(story.start(AUTH, TWO)).isEqualTo(new NotTheOwner(AUTH, ONE, TWO));
        }

        @Test
        void refusesAFeatureThatSomebodyWroteIntoTheFileAsActive() {
            story.activateByHand(AUTH);

            assertThat(story.start(AUTH, ONE)).isEqualTo(new IllegalMove(AUTH, ACTIVE, "start"));
        }

        @Test
        void namesTheNearestIdsForOneThatIsNotKnown() {
            assertThat(story.start(new FeatureId("p3_post"), ONE))
                    .isInstanceOfSatisfying(
                            UnknownFeature.class,
                            unknown -> assertThat(unknown.nearest()).startsWith(POSTS));
        }

        @Test
        void namesNoIdWhereNoSetIsStored() {
            story.snapshot = Snapshot.EMPTY;

            assertThat(story.start(AUTH, ONE)).isEqualTo(new UnknownFeature(AUTH, List.of()));
        }

        @Test
        void haltsAFeatureWhoseTableAnActiveOneChanges() {
            story.start(AUTH, ONE);

            LifecycleOutcome outcome = story.start(ADMIN, TWO);

            assertThat(outcome).isEqualTo(new Halted(ADMIN, AUTH, List.of("profiles")));
            assertThat(story.snapshot.state().blocked()).singleElement().satisfies(blocked -> {
                assertThat(blocked.status()).isEqualTo(BLOCKED);
                assertThat(blocked.agent()).contains(TWO);
                assertThat(blocked.reason()).contains("P1_user_auth", "'profiles'", "by hand");
            });
            assertThat(story.log).singleElement().satisfies(entry -> {
                assertThat(entry.type()).isEqualTo(ConflictType.SCHEMA_CONFLICT);
                assertThat(entry.features()).containsExactly(ADMIN, AUTH);
                assertThat(entry.subjects()).containsExactly("profiles");
            });
        }

        @Test
        void letsAHaltedFeatureBeginAfterARetry() {
            story.start(AUTH, ONE);
            story.start(ADMIN, TWO);
            story.complete(AUTH, ONE);

            assertThat(story.start(ADMIN, TWO)).isEqualTo(new IllegalMove(ADMIN, BLOCKED, "start"));
            story.take(Lifecycle.retry(story.snapshot, ADMIN, TWO, NOW));
            assertThat(story.start(ADMIN, TWO)).isEqualTo(new Moved(ADMIN, PENDING, ACTIVE));
        }

        @Test
        void doesNotTakeADependencyForASchemaConflict() {
            story.start(AUTH, ONE);
            story.complete(AUTH, ONE);
            story.start(PROFILE, ONE);
            story.snapshot = Lifecycle.undo(story.snapshot, List.of(AUTH), NOW);

            assertThat(story.start(AUTH, TWO)).isInstanceOf(Moved.class);
        }
    }

    @Nested
    class BlockAndFail {

        @Test
        void keepTheReasonAndReleaseTheLocks() {
            story.start(AUTH, ONE);
            story.lock(ONE, AUTH, "auth", "a.ts");

            LifecycleOutcome outcome =
                    story.take(Lifecycle.block(story.snapshot, AUTH, ONE, "no key", Optional.empty(), NOW));

            assertThat(outcome).isEqualTo(new Moved(AUTH, ACTIVE, BLOCKED));
            assertThat(story.snapshot.state().blocked())
                    .containsExactly(new BlockedFeature(AUTH, BLOCKED, Optional.of(ONE), "no key"));
            assertThat(story.holding()).isEmpty();
        }

        @Test
        void leaveTheQueueToo() {
            story.start(AUTH, ONE);
            story.lock(TWO, POSTS, "posts", "a.ts");
            story.waiting(ONE, AUTH, "auth", "a.ts");

            story.take(Lifecycle.fail(story.snapshot, AUTH, ONE, "gave up", Optional.empty(), NOW));

            assertThat(story.snapshot.state().statusOf(AUTH)).isEqualTo(FAILED);
            assertThat(story.snapshot.locks().queue()).isEmpty();
        }

        @Test
        void areRefusedToOthers() {
            story.start(AUTH, ONE);

            assertThat(story.take(Lifecycle.fail(story.snapshot, AUTH, TWO, "no", Optional.empty(), NOW)))
                    .isEqualTo(new NotTheOwner(AUTH, ONE, TWO));
        }
    }

    @Nested
    class Retry {

        @Test
        void makesAFailedFeaturePending() {
            story.start(AUTH, ONE);
            story.take(Lifecycle.fail(story.snapshot, AUTH, ONE, "gave up", Optional.empty(), NOW));

            assertThat(story.take(Lifecycle.retry(story.snapshot, AUTH, TWO, NOW)))
                    .isEqualTo(new Moved(AUTH, FAILED, PENDING));
            assertThat(story.snapshot.state().blocked()).isEmpty();
        }

        @Test
        void refusesAFeatureThatIsUnderWay() {
            story.start(AUTH, ONE);

            assertThat(story.take(Lifecycle.retry(story.snapshot, AUTH, ONE, NOW)))
                    .isEqualTo(new IllegalMove(AUTH, ACTIVE, "retry"));
        }
    }
}
