package dev.coord.core.run;

import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.ChecksPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What breaks a wave goes back, and the rest lands. */
class SearchTest {

    private static Scene scene(Feature... features) {
        Scene scene = new Scene(4, features);
        scene.tests = Optional.of("make test");
        scene.tries = 3;
        scene.begin().tested(Scene.GREEN);
        return scene;
    }

    private static Scene merged(String... features) {
        Scene scene = scene(Arrays.stream(features).map(Scene::feature).toArray(Feature[]::new));
        for (String feature : features) {
            scene.finished(feature);
        }
        return scene.merged();
    }

    private static List<FeatureId> features(Trial trial) {
        return trial.work().tips().stream().map(FeatureTip::feature).toList();
    }

    private static Function<Trial, TrialOutcome> redWith(String... together) {
        List<FeatureId> set = Arrays.stream(together).map(Scene::id).toList();
        return trial -> features(trial).containsAll(set) ? Scene.RED : Scene.GREEN;
    }

    private static List<CulpritFound> culprits(Scene scene) {
        return scene.snapshot.run().orElseThrow().account().culprits();
    }

    @Test
    void theCulpritGoesBackToItsAgentAndTheRestLands() {
        Scene scene = merged("a", "b", "c");

        scene.tried(redWith("b"));

        assertThat(culprits(scene)).singleElement().satisfies(found -> {
            assertThat(found.feature()).isEqualTo(id("b"));
            assertThat(found.with()).isEmpty();
            assertThat(found.evidence()).contains("exit status 1", "pass without it");
            assertThat(found.runs()).isBetween(4, 8);
        });
        scene.kept("b");
        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("a"), id("c"));
        scene.merged().tested(Scene.GREEN).landed();
        assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().feature())
                .isEqualTo(id("b"));
        scene.made("b");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback()).contains("pass without it", "1 failing");
        assertThat(scene.last(RunAction.RunAgent.class).task().tryNumber()).isEqualTo(2);
    }

    @Test
    void testsThatPrintNothingAreWhyItGoesBackAndTheirLogIsToldOnce() {
        TrialOutcome silent = TrialOutcome.of(new TestResult(
                Verdict.RED,
                "exit status 1",
                "/runs/wave-0.log",
                "",
                new TreeSet<>(),
                Duration.ZERO,
                false,
                Extent.UNKNOWN));
        Scene scene = merged("a", "b");

        scene.tried(trial -> features(trial).contains(id("b")) ? silent : Scene.GREEN);

        assertThat(scene.notices)
                .anyMatch(told -> told instanceof WaveNotice.TestsFailed failed
                        && failed.reason().contains("exit status 1; their output is in /runs/wave-0.log"));
        assertThat(culprits(scene))
                .singleElement()
                .satisfies(found -> assertThat(found.evidence())
                        .isEqualTo("the combined tests fail (exit status 1) with b, and pass without it"));
        assertThat(scene.snapshot.run().orElseThrow().account().returns())
                .extracting(Returned::cause)
                .containsExactly(Cause.TESTS);
    }

    @Test
    void isConfirmedByThreeFreshRedRunsAndAFreshGreenOne() {
        Scene scene = merged("a", "b");
        List<Trial> fresh = new ArrayList<>();

        scene.tried(trial -> {
            if (trial.memory() == Memory.NONE) {
                fresh.add(trial);
            }
            return redWith("b").apply(trial);
        });

        assertThat(fresh)
                .extracting(SearchTest::features)
                .containsExactly(List.of(id("b")), List.of(id("b")), List.of(id("b")), List.of());
    }

    @Test
    void ofAPairTheLaterOneGoesBackAndBothAreNamed() {
        Scene scene = merged("a", "b", "c", "d");

        scene.tried(redWith("a", "c"));

        assertThat(culprits(scene)).singleElement().satisfies(found -> {
            assertThat(found.feature()).isEqualTo(id("c"));
            assertThat(found.with()).containsExactly(id("a"));
        });
        assertThat(scene.notices)
                .anyMatch(told -> told instanceof WaveNotice.CulpritFound found
                        && found.with().contains(id("a")));
    }

    @Test
    void afterItsLastTryItFailsAndTheRestLands() {
        Scene scene = merged("a", "b");
        scene.tried(redWith("b"))
                .kept("b")
                .merged()
                .tested(Scene.GREEN)
                .landed()
                .removed("a");
        for (int call = 2; call <= 3; call++) {
            scene.finished("b").merged().tried(redWith("b")).kept("b");
        }

        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Failed.class);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("feature 'b' failed: the combined tests fail"));
    }

    @Test
    void nobodyIsBlamedForTestsThatContradictThemselves() {
        Scene scene = merged("a", "b");

        scene.redTests();

        assertThat(culprits(scene)).isEmpty();
        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(scene.notices).anyMatch(WaveNotice.TestsFlaky.class::isInstance);
    }

    @Test
    void whatIsGreenInAFreshRunLandsThoughItWasRedOnce() {
        Scene scene = merged("a", "b");

        scene.tested(Scene.RED).tried(trial -> Scene.GREEN).landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Done.class);
        assertThat(culprits(scene)).isEmpty();
        assertThat(scene.notices).anyMatch(WaveNotice.TestsFlaky.class::isInstance);
    }

    @Test
    void whatWasFoundSoFarSurvivesTheProcess() {
        Scene scene = merged("a", "b", "c", "d");
        scene.tested(Scene.RED).tested(redWith("d").apply(scene.trial()));
        Trial next = scene.trial();

        scene.takeOver(2).tested(Scene.GREEN);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Searching.class);
        assertThat(scene.trial()).isEqualTo(next);
    }

    @Test
    void allOrNothingWhereTheGoodIsNotKept() {
        Scene scene = new Scene(4, feature("a"), feature("b"));
        scene.tests = Optional.of("make test");
        scene.keepGood = false;
        scene.begin().tested(Scene.GREEN).finished("a").finished("b").merged().tried(redWith("b"));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(culprits(scene)).hasSize(1);
        assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("because of b");
    }

    @Test
    void aCheckOfWhatLandedIsRunAgainWhereALaterFeatureTouchesIt() {
        Feature first = Feature.builder("first")
                .writes("lib.ts")
                .check("npm run check-first")
                .build();
        Feature second =
                Feature.builder("second").blockedBy("first").writes("lib.ts").build();
        Feature third =
                Feature.builder("third").blockedBy("first").writes("other.ts").build();
        Feature last = Feature.builder("last")
                .blockedBy("second", "third")
                .writes("z.ts")
                .build();
        Scene scene = scene(first, second, third, last);
        scene.finishedChecked("first").merged().tested(Scene.GREEN).landed().removed("first");
        scene.finished("second").finished("third");
        scene.onlyMerged(scene.candidate());
        scene.proven(Map.of("second", List.of("lib.ts"), "third", List.of("other.ts")));

        assertThat(scene.trial().checks()).extracting(Trial.Check::feature).containsExactly(id("first"));
        scene.tried(trial -> checks(trial, features(trial).contains(id("second"))));

        assertThat(culprits(scene)).singleElement().satisfies(found -> {
            assertThat(found.feature()).isEqualTo(id("second"));
            assertThat(found.evidence()).contains("the check of first fails");
        });
    }

    @Test
    void whoeverWatchesIsToldHowToTakeBackThePartnerAndTheAgentIsNot() {
        Scene scene = scene(
                Feature.builder("first").writes("a.ts").build(),
                Feature.builder("second").writes("a.ts").build());
        scene.finished("first").merged().tested(Scene.GREEN).landed().removed("first");
        scene.finished("second").merged();

        scene.tried(trial ->
                features(trial).contains(id("second")) && trial.changeSince().isEmpty()
                        ? Scene.RED
                        : Scene.GREEN); // its own change is green on what was there before the first one

        String how = "; to take back that instead: coord rollback --wave 0";
        assertThat(culprits(scene)).singleElement().satisfies(found -> {
            assertThat(found.with()).containsExactly(id("first"));
            assertThat(found.evidence()).endsWith("before first landed" + how);
        });
        assertThat(scene.notices.stream().map(told -> NoticeText.of(told).text()))
                .anyMatch(text -> text.startsWith("culprit: second, only together with first (") && text.endsWith(how));
        scene.kept("second").made("second");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("before first landed", "Make your feature so that they pass with what this work tree has.")
                .doesNotContain("rollback");
    }

    @Test
    void aCheckThatIsRedOnTheBaseBlocksNobody() {
        Feature first = Feature.builder("first").writes("lib.ts").check("false").build();
        Feature second =
                Feature.builder("second").blockedBy("first").writes("lib.ts").build();
        Scene scene = scene(first, second);
        scene.finishedChecked("first").merged().tested(Scene.GREEN).landed().removed("first");
        scene.finished("second").merged();

        scene.tried(trial -> checks(trial, true)).landed();

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Done.class);
        assertThat(culprits(scene)).isEmpty();
    }

    @Test
    void onlyTouchedChecksRunBeforeTheLastLandingAndAllBeforeThat() {
        for (ChecksPolicy policy : ChecksPolicy.values()) {
            Scene scene = new Scene(
                    4,
                    Feature.builder("first").writes("lib.ts").check("true").build(),
                    Feature.builder("second")
                            .blockedBy("first")
                            .writes("other.ts")
                            .build(),
                    Feature.builder("third")
                            .blockedBy("second")
                            .writes("third.ts")
                            .build());
            scene.checks = policy;
            scene.begin()
                    .finishedChecked("first")
                    .merged()
                    .tested(Scene.GREEN)
                    .landed()
                    .removed("first");
            scene.finished("second").onlyMerged(scene.candidate());
            scene.proven(Map.of("second", List.of("other.ts")));
            assertThat(scene.trial().checks()).hasSize(policy == ChecksPolicy.ALL ? 1 : 0);
            scene.tested(Scene.GREEN).landed().removed("second").finished("third");
            scene.onlyMerged(scene.candidate()).proven(Map.of("third", List.of("third.ts")));
            assertThat(scene.trial().checks()).hasSize(1);
        }
    }

    private static TrialOutcome checks(Trial trial, boolean isRed) {
        TreeMap<FeatureId, TestResult> checks = new TreeMap<>();
        trial.checks()
                .forEach(check -> checks.put(
                        check.feature(), isRed ? TestResult.red("exit status 1", "broken") : TestResult.green("")));
        return new TrialOutcome(Optional.empty(), checks, List.of(), Optional.empty());
    }
}
