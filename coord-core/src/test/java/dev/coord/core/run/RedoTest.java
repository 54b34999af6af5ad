package dev.coord.core.run;

import static dev.coord.core.run.Scene.BASE;
import static dev.coord.core.run.Scene.commit;
import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.state.Lifecycle;
import dev.coord.core.state.Rules;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings;
import dev.coord.state.Command;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made once more although it has landed. */
class RedoTest {

    private static final CommitId OLD = commit(900);
    private static final CommitId NEW = commit(901);
    private static final Feature NEXT =
            Feature.builder("next").blockedBy("base").writes("n.ts").build();
    private static final Feature LAST =
            Feature.builder("last").blockedBy("base").writes("z.ts").build();

    private final SortedMap<FeatureId, String> landed = new TreeMap<>();

    private Scene begun(Scene scene, String... redo) {
        redo(scene, redo);
        scene.begin(landed, Optional.empty());
        return scene;
    }

    /** Everything has landed but what builds on it last. */
    private Scene begun(Schedule schedule, String... redo) {
        Scene scene = new Scene(schedule, 4, BASE, NEXT, LAST);
        landed.putAll(scene.digests());
        landed.remove(id("last"));
        return begun(scene, redo);
    }

    private static void redo(Scene scene, String... redo) {
        scene.redo.clear();
        List.of(redo).forEach(feature -> scene.redo.add(id(feature)));
    }

    private void landsAs(Scene scene, String feature, CommitId merge) {
        scene.merges.put(id(feature), merge);
        landed.put(id(feature), scene.digests().get(id(feature)));
    }

    private static List<FeatureId> made(Scene scene) {
        return scene.all(RunAction.MakeWorkspace.class).stream()
                .map(make -> make.workspace().feature())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatLandedIsMadeAgainAndWhatBuildsOnItIsNot(Schedule schedule) {
        Scene scene = begun(schedule, "base");

        assertThat(made(scene)).containsExactly(id("base"));
        scene.finished("base").integrated().landed();

        assertThat(made(scene)).containsExactly(id("base"), id("last"));
        assertThat(scene.phase("next")).isEqualTo(new FeaturePhase.Landed());
        scene.finished("last").integrated().landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.snapshot.state().completed()).containsExactlyInAnyOrder(id("base"), id("next"), id("last"));
    }

    @Test
    void whatHasNotLandedIsMadeAsEver() {
        Scene scene = begun(new Scene(4, BASE, NEXT), "base");

        assertThat(made(scene)).containsExactly(id("base"));
        scene.finished("base");
        landsAs(scene, "base", NEW);
        scene.takeOver(2, landed);

        assertThat(made(scene)).containsExactly(id("next"));
    }

    @Test
    void aKilledRunMakesItOnce() {
        Scene scene = begun(Schedule.WAVES, "base").made("base");

        scene.takeOver(2, landed).kept("base");

        assertThat(made(scene)).containsExactly(id("base"));
        scene.finished("base").takeOver(3, landed);
        assertThat(made(scene)).isEmpty();
        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
        scene.integrated();
        landsAs(scene, "base", NEW);
        scene.takeOver(4, landed);
        assertThat(made(scene)).containsExactly(id("last"));
        assertThat(scene.last(RunAction.RemoveWorkspace.class).workspace().feature())
                .isEqualTo(id("base"));
    }

    @Test
    void aRunThatWasKilledAfterAllHadLandedMakesItNoMore() {
        Scene scene = new Scene(4, BASE);
        landed.putAll(scene.digests());
        begun(scene, "base").finished("base").integrated().landed();
        landsAs(scene, "base", NEW);

        scene.takeOver(2, landed);

        assertThat(made(scene)).isEmpty();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void theNextRunMakesItAgain() {
        Scene scene = new Scene(4, BASE);
        landed.putAll(scene.digests());
        begun(scene, "base").finished("base").integrated().landed().removed("base");
        landsAs(scene, "base", NEW);
        scene.snapshot = scene.machine().signOff(scene.snapshot, scene.now);

        scene.takeOver(2, landed);

        assertThat(made(scene)).containsExactly(id("base"));
    }

    @Test
    void theNextRunMakesItAgainThoughAnotherDiedRightAfterItSignedIn() {
        Scene scene = new Scene(4, BASE);
        landed.putAll(scene.digests());
        begun(scene, "base").finished("base").integrated().landed().removed("base");
        landsAs(scene, "base", NEW);
        scene.snapshot = scene.machine().signOff(scene.snapshot, scene.now);
        RunStart start = scene.start(landed, Optional.empty());
        scene.snapshot = scene.machine(new ProcessId(2, Instant.EPOCH, "here"))
                .signIn(scene.snapshot, start.fresh(), start.settings(), scene.now);

        scene.takeOver(3, landed);

        assertThat(made(scene)).containsExactly(id("base"));
    }

    @Test
    void whatTheRunItselfHasLandedIsMadeOnceMoreWhereThatIsAskedForLater() {
        Scene scene = begun(Schedule.WAVES).finished("last");
        Scene other =
                new Scene(4, BASE, NEXT).begin().finished("base").integrated().landed();
        landsAs(other, "base", NEW);
        landed.remove(id("next"));
        redo(other, "base");

        other.takeOver(2, landed).kept("base").kept("next");

        assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
        assertThat(made(other)).containsExactly(id("base"));
        assertThat(other.notices).noneMatch(notice -> notice.toString().contains("any more"));
    }

    @Test
    void whatIsNotAskedForAnyLongerIsKeptAsideAndTold() {
        Scene scene = begun(Schedule.WAVES, "base").finished("base");
        redo(scene);

        scene.takeOver(2, landed);

        assertThat(scene.phase("base")).isInstanceOf(FeaturePhase.Salvaging.class);
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
        scene.kept("base");
        assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
        assertThat(made(scene)).containsExactly(id("last"));
        assertThat(scene.notices.toString()).contains("is not made once more any longer");
    }

    @Test
    void whatLandedBeforeCountsWhereItFails() {
        Scene scene = begun(Schedule.WAVES, "base").made("base");
        scene.ended("base", new AgentResult.Failed("exit status 3"));
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.FAILED);

        scene.kept("base");

        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .satisfiesExactly(
                        failed -> assertThat(failed)
                                .contains("feature 'base' failed: exit status 3", "what it landed before stays"),
                        waits -> assertThat(waits).startsWith("feature 'last' was not begun: it needs base"));
        redo(scene);
        scene.takeOver(2, landed);
        assertThat(made(scene)).containsExactly(id("last"));
    }

    @Test
    void whatLandedBeforeCountsWhereItsTestsAreRed() {
        Scene scene = begun(Schedule.WAVES, "base").finished("base").red();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
    }

    @Test
    void whatLandedBeforeCountsWhereItDoesNotMerge() {
        Scene scene = begun(Schedule.WAVES, "base").finished("base");
        scene.mergedWithout("base").kept("base");

        assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(scene.phase("base")).isInstanceOf(FeaturePhase.Failed.class);
        assertThat(scene.snapshot.run().orElseThrow().hasEnded()).isTrue();
    }

    @Test
    void whatItDidToTablesStaysRecorded() {
        Feature posts = Feature.builder("posts").changesSchema("posts").build();
        Scene scene = new Scene(4, posts);
        landed.putAll(scene.digests());
        List<SchemaChange> known = List.of(new SchemaChange(id("posts"), "posts", SchemaChange.CREATE, true));

        begun(scene, "posts");
        assertThat(scene.snapshot.state().schemaChanges()).isEqualTo(known);
        scene.made("posts");
        assertThat(scene.snapshot.state().schemaChanges()).isEqualTo(known);
        scene.ended("posts", new AgentResult.Failed("no")).kept("posts");

        assertThat(scene.snapshot.state().schemaChanges()).isEqualTo(known);
    }

    @Test
    void nobodyElseBeginsWhatIsCompleted() {
        Scene scene = begun(Schedule.WAVES, "base");
        Snapshot before = scene.snapshot;
        Command<LifecycleOutcome> start = new Command.StartFeature(id("base"), new AgentId("me"));

        assertThat(Rules.apply(before, start, scene.now).outcome()).isInstanceOf(LifecycleOutcome.IllegalMove.class);
        assertThat(Rules.applyOfRun(before, start, scene.now).outcome())
                .isEqualTo(new LifecycleOutcome.Moved(id("base"), FeatureStatus.COMPLETED, FeatureStatus.ACTIVE));
        assertThat(Rules.applyOfRun(
                                Lifecycle.land(before, List.of(id("last")), scene.now),
                                new Command.StartFeature(id("last"), new AgentId("me")),
                                scene.now)
                        .outcome())
                .isInstanceOf(LifecycleOutcome.IllegalMove.class);
    }

    @Test
    void anotherTargetHasLandingsOfItsOwn() {
        Scene scene = begun(Schedule.WAVES, "base").made("base");
        scene.takeOver(2, landed);
        scene.onto = "refs/heads/other";
        landsAs(scene, "base", NEW);

        scene.takeOver(3, landed).kept("base");

        assertThat(made(scene)).containsExactly(id("base"));
    }

    @Test
    void whatIsGoneFromATargetIsToldOfThatTargetOnly() {
        Scene back = new Scene(4, BASE).begin().finished("base").integrated().landed();
        Scene other = new Scene(4, BASE).begin().finished("base").integrated().landed();
        other.onto = "refs/heads/other";

        back.takeOver(2);
        other.takeOver(2);

        assertThat(back.notices.toString())
                .contains("had landed in run r0, and refs/heads/main does not contain it any more");
        assertThat(other.notices.toString()).doesNotContain("any more");
    }

    @Test
    void allUnknownFeaturesAreNamed() {
        RunSettings settings = RunSettings.builder("refs/heads/main")
                .redo(Set.of(id("nope"), id("base"), id("neither")))
                .build();

        assertThatThrownBy(() -> OpenWork.requireDeclared(new Scene(1, BASE, feature("b")).features(), settings))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("neither, nope")
                .hasMessageNotContaining("base");
    }
}
