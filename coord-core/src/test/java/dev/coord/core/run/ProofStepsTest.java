package dev.coord.core.run;

import static dev.coord.core.run.Scene.BASE;
import static dev.coord.core.run.Scene.commit;
import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.ConflictType;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofStepsTest {

    private static final LostLine LOST = new LostLine(
            "x.ts", 7, "export x", Side.TARGET, new Culprit(Optional.of(commit(0x3f)), "Merge branch 'main'"));

    @Test
    void whatIsFoundOfAFeatureIsKeptAndTheWaveIsTested() {
        FeatureProof counted = new FeatureProof(
                id("base"), new LineCount(9, 9, 0, List.of()), List.of(), List.of(), List.of(), List.of());
        Scene scene = new Scene(1, BASE).begin().finished("base");
        scene.onlyMerged(merged(scene));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Proving.class);
        scene.proven(counted);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(run(scene, "base").proof()).contains(counted);
        scene.tested(TrialOutcome.of(TestResult.green(""))).landed();
        assertThat(run(scene, "base").proof()).contains(counted);
    }

    @Test
    void aFeatureThatLostLinesGoesBackToItsAgentWithThemAndTheOthersAreMergedAgain() {
        Scene scene = two(2);
        scene.proven(lost("b"));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Merging.class);
        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("a"));
        assertThat(run(scene, "b").sentBack()).hasValueSatisfying(back -> {
            assertThat(back.lost()).containsExactly(LOST);
            assertThat(back.reason())
                    .isEqualTo(
                            "merge commit 0000000000 'Merge branch 'main'' dropped 1 line that the target had: 'x.ts' line 7 (export x)");
        });
        scene.merged().tested(TrialOutcome.of(TestResult.green(""))).landed();
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.COMPLETED);
        scene.kept("b").made("b");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("## Lines that are gone", "### x.ts", "the target had from line 7 on", "export x");
    }

    @Test
    void aFeatureThatLostLinesFailsWhereNoTriesRemain() {
        Scene scene = two(1);
        scene.proven(lost("a"), lost("b"));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
        scene.kept("a").kept("b");
        assertThat(scene.phase("a"))
                .isInstanceOfSatisfying(
                        FeaturePhase.Failed.class,
                        failed -> assertThat(failed.reason()).contains("dropped 1 line"));
        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(scene.all(RunAction.RunTrial.class)).isEmpty();
    }

    @Test
    void aWaveThatWasBeingProvenIsProvenByWhoeverGoesOn() {
        Scene scene = two(1);
        RunPhase proving = scene.runPhase();

        scene.takeOver(2);

        assertThat(scene.runPhase()).isEqualTo(proving);
        assertThat(scene.all(RunAction.MergeWave.class)).isEmpty();
        assertThat(scene.all(RunAction.ProveCandidate.class)).hasSize(1);
    }

    @Test
    void aProofOfAnotherCandidateChangesNothing() {
        Scene scene = two(1);
        Candidate candidate = scene.last(RunAction.ProveCandidate.class).candidate();
        Candidate other = new Candidate(candidate.work(), candidate.base(), commit(4711));

        assertThat(scene.peek(new RunEvent.CandidateProven(other, new Proof(List.of(lost("a")))))
                        .after()
                        .run())
                .isEqualTo(scene.snapshot.run());
    }

    @Test
    void aConflictOfWhichOneSideIsGoneGoesBackOnceAndIsToldThen() {
        Scene scene = two(3);
        scene.proven(found("b", List.of(LOST), List.of()));
        assertThat(run(scene, "b").sentBack())
                .hasValueSatisfying(
                        back -> assertThat(back.reason())
                                .startsWith(
                                        "of a conflict that its agent was told of, nothing is left that the target had: 'x.ts'"));

        scene.merged()
                .tested(TrialOutcome.of(TestResult.green("")))
                .landed()
                .kept("b")
                .finished("b");
        scene.onlyMerged(merged(scene)).proven(found("b", List.of(LOST), List.of()));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(warnings(scene)).singleElement().asString().contains("nothing is left that the target had");
    }

    @Test
    void whereNoTriesRemainItIsToldAtOnce() {
        Scene scene = two(1);
        scene.proven(found("b", List.of(LOST), List.of()));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(warnings(scene)).hasSize(1);
    }

    @Test
    void whatItsCommitsTakeAwayIsToldWhereItDeclaredTheFile() {
        Scene scene = two(1);
        scene.proven(found("b", List.of(), List.of(new TakenAway("b.ts", id("z"), 2))));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(warnings(scene)).containsExactly("it takes away 2 lines of z in 'b.ts'");
    }

    @Test
    void whatItsCommitsTakeAwayStopsItWhereItDidNotDeclareTheFile() {
        Scene scene = two(1);
        scene.proven(found("b", List.of(), List.of(new TakenAway("z.ts", id("z"), 1))));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Merging.class);
        assertThat(run(scene, "b").sentBack())
                .hasValueSatisfying(back -> assertThat(back.reason())
                        .isEqualTo("it takes away 1 line of z in 'z.ts', which it did not declare to write"));
    }

    @Test
    void whatItsCommitsTakeAwayStopsItWhereThatIsRejected() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = 1;
        scene.deletions = DeletionPolicy.REJECT;
        scene.begin().finished("a").finished("b");
        TakenAway taken = new TakenAway("b.ts", id("z"), 1, Undone.ADDITION, List.of(new TakenLine(7, "theirs")));
        scene.onlyMerged(merged(scene)).proven(found("b", List.of(), List.of(taken)));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Merging.class);
        assertThat(run(scene, "b").sentBack()).hasValueSatisfying(back -> {
            assertThat(back.reason())
                    .isEqualTo("it takes away 1 line of z in 'b.ts', which --deletions reject does not allow");
            assertThat(back.taken()).containsExactly(taken);
        });
    }

    private static FeatureProof broken(String feature, boolean stops) {
        return FeatureProof.of(id(feature))
                .withIntegrity(List.of(
                        new IntegrityFinding(id(feature), "file", "b.ts", 3, "marks are left", "delete them", stops)));
    }

    @Test
    void whatIsWrongInAFileGoesBackToItsAgentWithPlaceAndRemedy() {
        Scene scene = two(2);
        scene.proven(broken("b", true));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Merging.class);
        assertThat(run(scene, "b").sentBack())
                .hasValueSatisfying(
                        back -> assertThat(back.reason()).isEqualTo("marks are left in 'b.ts' line 3 (file check)"));
        scene.merged().tested(TrialOutcome.of(TestResult.green(""))).landed();
        scene.kept("b").made("b");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("## What is wrong in files", "- 'b.ts' line 3: marks are left; delete them.");
    }

    /** And a lands before. */
    private static void meetWhatLanded(Scene scene) {
        scene.proven(meeting("b", Optional.of(id("a"))));
        scene.merged().tested(TrialOutcome.of(TestResult.green(""))).landed();
        scene.onlyMerged(merged(scene)).proven(meeting("b", Optional.empty()));
    }

    private static FeatureProof meeting(String feature, Optional<FeatureId> with) {
        return FeatureProof.of(id(feature))
                .withIntegrity(List.of(new IntegrityFinding(
                        id(feature),
                        "schema",
                        "b.sql",
                        3,
                        "it changes 'public.t'",
                        "see both",
                        true,
                        Optional.of(new SchemaConflict(with, List.of("public.t"))))));
    }

    @Test
    void whatMeetsAnotherChangeOfATableGoesBackToItsAgentWithTheOtherSide() {
        Scene scene = two(2);
        meetWhatLanded(scene);

        assertThat(scene.notices)
                .filteredOn(FeatureNotice.NotMerged.class::isInstance)
                .singleElement()
                .satisfies(notice ->
                        assertThat(((FeatureNotice.NotMerged) notice).with()).containsExactly(id("a")));
        assertThat(scene.conflicts).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo(ConflictType.SCHEMA_CONFLICT);
            assertThat(entry.features()).containsExactly(id("a"), id("b"));
            assertThat(entry.subjects()).containsExactly("public.t");
            assertThat(entry.resolution()).isEqualTo("None: the agent of b is called again");
        });
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.COMPLETED);
        scene.kept("b").made("b");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("- 'b.sql' line 3: it changes 'public.t'; see both.", "## The other side: feature a");
    }

    @Test
    void whatMeetsAnotherChangeOfATableIsBlockedWhereNoTriesRemain() {
        Scene scene = two(1);
        meetWhatLanded(scene);

        assertThat(scene.snapshot.state().blocked()).singleElement().satisfies(blocked -> {
            assertThat(blocked.feature()).isEqualTo(id("b"));
            assertThat(blocked.status()).isEqualTo(FeatureStatus.BLOCKED);
            assertThat(blocked.reason()).startsWith("schema conflict with a: it changes 'public.t' in 'b.sql' line 3");
        });
        assertThat(scene.conflicts)
                .extracting(ConflictEntry::resolution)
                .containsExactly("Halt b, merge schema changes manually");
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.COMPLETED);
        assertThat(scene.snapshot.state().statusOf(id("b"))).isEqualTo(FeatureStatus.BLOCKED);
    }

    @Test
    void whatMeetsWhatHasLandedIsBlockedAsWell() {
        Scene scene = two(1);
        scene.proven(meeting("b", Optional.empty()));

        assertThat(scene.snapshot.state().blocked())
                .singleElement()
                .satisfies(
                        blocked -> assertThat(blocked.reason()).startsWith("schema conflict with refs/heads/main: "));
    }

    @Test
    void whatStopsNothingInAFileIsToldOnce() {
        Scene scene = two(1);
        scene.proven(broken("b", false));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(warnings(scene)).containsExactly("marks are left in 'b.ts' line 3 (file check)");
        assertThat(run(scene, "b").proof()).contains(broken("b", false));
    }

    private static IntegrityFinding weighing(String feature, String message, Weight weight) {
        return new IntegrityFinding(
                id(feature), "database", "", 0, message, "nothing needs to be done", weight, Optional.empty());
    }

    @Test
    void whatIsNotKnownIsToldFirstAndAgainWhenTheRunHasEnded() {
        Scene scene = two(1);
        List<IntegrityFinding> findings = List.of(
                weighing("a", "one", Weight.TOLD),
                weighing("a", "two", Weight.TOLD),
                weighing("a", "three", Weight.TOLD),
                weighing("a", "it applies", Weight.NOTE),
                weighing("a", "whether it applies is not known", Weight.UNKNOWN));

        scene.proven(
                FeatureProof.of(id("a")).withIntegrity(findings),
                FeatureProof.of(id("b"))
                        .withIntegrity(List.of(weighing("b", "whether it applies is not known", Weight.UNKNOWN))));
        scene.tested(TrialOutcome.of(TestResult.green(""))).landed();

        assertThat(warnings(scene))
                .containsExactly(
                        "whether it applies is not known (database check), one (database check), two (database check) and 1 more",
                        "whether it applies is not known (database check)",
                        "not known of what landed: a, b: whether it applies is not known");
        assertThat(scene.notices)
                .filteredOn(FeatureNotice.Noted.class::isInstance)
                .containsExactly(
                        new FeatureNotice.Noted(id("a"), "it applies; nothing needs to be done (database check)"));
    }

    private static FeatureProof found(String feature, List<LostLine> oneSided, List<TakenAway> taken) {
        return new FeatureProof(id(feature), LineCount.NONE, List.of(), oneSided, taken, List.of());
    }

    private static List<String> warnings(Scene scene) {
        return scene.notices.stream()
                .filter(RunNotice.Warning.class::isInstance)
                .map(notice -> ((RunNotice.Warning) notice).text())
                .toList();
    }

    /** Both have finished and are merged. */
    private static Scene two(int tries) {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = tries;
        scene.begin().finished("a").finished("b");
        return scene.onlyMerged(merged(scene));
    }

    static MergeOutcome merged(Scene scene) {
        WaveWork work = scene.last(RunAction.MergeWave.class).work();
        return new MergeOutcome.Merged(new Candidate(work, commit(1), commit(777)));
    }

    private static FeatureProof lost(String feature) {
        return new FeatureProof(id(feature), LineCount.NONE, List.of(LOST), List.of(), List.of(), List.of());
    }

    private static FeatureRun run(Scene scene, String feature) {
        return scene.snapshot.run().orElseThrow().feature(id(feature));
    }
}
