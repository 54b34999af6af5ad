package dev.coord.core.run;

import static dev.coord.core.run.Scene.GREEN;
import static dev.coord.core.run.Scene.RED;
import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.scheduling.RightOfWay;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Features of one wave that do not fit together: the later one waits, and nobody pays for what does not land. */
class MeetingsTest {

    private static FeatureProof of(String feature, IntegrityFinding... findings) {
        return FeatureProof.of(id(feature)).withIntegrity(List.of(findings));
    }

    /** A table that both change. */
    private static IntegrityFinding meeting(String feature, Optional<FeatureId> with) {
        return new IntegrityFinding(
                id(feature),
                "schema",
                feature + ".sql",
                1,
                "it changes 'public.t'",
                "see both",
                true,
                Optional.of(new SchemaConflict(with, List.of("public.t"))));
    }

    private static IntegrityFinding broken(String feature) {
        return new IntegrityFinding(id(feature), "file", feature + ".ts", 1, "marks are left", "delete them", true);
    }

    private static Scene finished(Scene scene, String... features) {
        Stream.of(features).forEach(scene::finished);
        return scene;
    }

    private static Scene branches(String... features) {
        Scene scene = new Scene(
                features.length, Stream.of(features).map(Scene::feature).toArray(Feature[]::new));
        scene.origin = Origin.BRANCHES;
        return finished(scene.begin(), features);
    }

    private static Scene proven(Scene scene, FeatureProof... proofs) {
        return scene.onlyMerged(scene.candidate()).proven(proofs);
    }

    private static List<FeatureId> merging(Scene scene) {
        return scene.last(RunAction.MergeWave.class).work().tips().stream()
                .map(FeatureTip::feature)
                .toList();
    }

    @Test
    void whatMeetsOnlyWhatIsBrokenItselfGoesOn() {
        Scene scene = branches("a", "b");

        proven(scene, of("a", broken("a")), of("b", meeting("b", Optional.of(id("a")))));

        assertThat(merging(scene)).containsExactly(id("b"));
        scene.kept("a").integrated().landed();
        assertThat(scene.snapshot.state().completed()).containsExactly(id("b"));
    }

    @Test
    void whatMeetsWhatFailsItsTestsLands() {
        Scene scene = branches("a", "b");
        proven(scene, of("b", meeting("b", Optional.of(id("a")))));

        assertThat(merging(scene)).containsExactly(id("a"));
        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
        scene.merged().tried(trial -> trial.work().tips().isEmpty() ? GREEN : RED);
        scene.kept("a").integrated().landed();

        assertThat(scene.snapshot.state().completed()).containsExactly(id("b"));
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.FAILED);
    }

    @Test
    void aMergeConflictWithWhatFailsItsTestsIsNoneAnyMore() {
        Scene scene = branches("a", "b");
        scene.mergedWithout("b");

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.notices)
                .extracting(notice -> NoticeText.of(notice).text())
                .contains("waits until a has landed: it does not merge with a: conflict in 'x.ts' line 3-5");
        scene.tried(trial -> trial.work().tips().isEmpty() ? GREEN : RED);
        scene.kept("a").integrated().landed();

        assertThat(scene.snapshot.state().completed()).containsExactly(id("b"));
    }

    @Test
    void whatMeetsOnlyWhatWaitsItselfLandsBefore() {
        Scene scene = branches("a", "b", "c");

        proven(scene, of("b", meeting("b", Optional.of(id("a")))), of("c", meeting("c", Optional.of(id("b")))));

        assertThat(merging(scene)).containsExactly(id("a"), id("c"));
    }

    @Test
    void whatMeetsWhatLandedIsBlockedWithItsName() {
        Scene scene = branches("a", "b");
        proven(scene, of("b", meeting("b", Optional.of(id("a")))));
        scene.integrated().landed();

        proven(scene, of("b", meeting("b", Optional.empty())));

        assertThat(scene.snapshot.state().blocked())
                .singleElement()
                .satisfies(blocked ->
                        assertThat(blocked.reason()).startsWith("schema conflict with a: it changes 'public.t'"));
        assertThat(scene.conflicts)
                .singleElement()
                .satisfies(entry -> assertThat(entry.features()).containsExactly(id("a"), id("b")));
    }

    @Test
    void whatIsWrongInItselfGoesBackAtOnceWithWhatItMeets() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = 2;
        finished(scene.begin(), "a", "b");

        proven(scene, of("b", broken("b"), meeting("b", Optional.of(id("a")))));

        assertThat(scene.snapshot.run().orElseThrow().feature(id("b")).sentBack())
                .hasValueSatisfying(back -> assertThat(back.integrity()).hasSize(2));
    }

    /** Otherwise what it met would land before it, changed again. */
    @Test
    void rightOfWayLastsWhateverElseIsMetMeanwhile() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = 4;
        finished(scene.begin(), "a", "b").metWhatLanded("b").finished("b");

        proven(scene, of("b", meeting("b", Optional.empty())));

        assertThat(places(scene)).containsExactlyInAnyOrder("x.ts", "//object public.t");
        scene.kept("b").finished("b");

        proven(scene, of("b", broken("b")));

        assertThat(places(scene)).containsExactlyInAnyOrder("x.ts", "//object public.t");
    }

    private static Set<String> places(Scene scene) {
        return RightOfWay.places(scene.snapshot.run().orElseThrow(), id("b"));
    }

    @ParameterizedTest
    @EnumSource
    void featuresOnOneTableNeedTwoCallsEachAndAllLand(Schedule schedule) {
        int count = 10;
        List<Feature> features =
                IntStream.range(0, count).mapToObj(i -> feature("f" + i)).toList();
        Scene scene = new Scene(schedule, count, features.toArray(Feature[]::new));
        scene.tries = 2;
        scene.begin();
        List<FeatureId> landed = new ArrayList<>();

        for (int i = 0; i < 20 * count && !scene.snapshot.run().orElseThrow().hasEnded(); i++) {
            if (scene.runPhase() instanceof RunPhase.Merging) {
                mergeOnOneTable(scene, landed);
            } else {
                work(scene);
            }
        }

        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
        assertThat(scene.all(RunAction.RunAgent.class)).hasSize(2 * count - 1);
        assertThat(landed).as("in plan order").isSorted();
    }

    private static void work(Scene scene) {
        for (FeatureId id : List.copyOf(scene.phases().keySet())) {
            if (scene.phase(id.value()) instanceof FeaturePhase.Salvaging) {
                scene.kept(id.value());
            }
        }
        for (FeatureId id : List.copyOf(scene.phases().keySet())) {
            if (scene.phase(id.value()) instanceof FeaturePhase.Preparing) {
                scene.finished(id.value());
            }
        }
    }

    /** What was begun before something landed meets that, and otherwise the first of the wave. */
    private static void mergeOnOneTable(Scene scene, List<FeatureId> landed) {
        List<FeatureId> wave = merging(scene);
        Set<FeatureId> old = new HashSet<>();
        for (FeatureId id : wave) {
            FeaturePhase.Finished finished = (FeaturePhase.Finished) scene.phase(id.value());
            if (!finished.workspace().base().equals(scene.target)) {
                old.add(id);
            }
        }
        scene.onlyMerged(new MergeOutcome.Merged(new Candidate(
                scene.last(RunAction.MergeWave.class).work(), scene.target, Scene.commit(200 + landed.size()))));
        scene.proven(wave.stream()
                .map(id -> old.contains(id)
                        ? of(id.value(), meeting(id.value(), Optional.empty()))
                        : id.equals(wave.get(0))
                                ? FeatureProof.of(id)
                                : of(id.value(), meeting(id.value(), Optional.of(wave.get(0)))))
                .toArray(FeatureProof[]::new));
        if (scene.runPhase() instanceof RunPhase.Testing) {
            scene.tested(GREEN).landed();
            scene.target = scene.last(RunAction.LandWave.class).candidate().commit();
            landed.addAll(wave);
        }
    }
}
