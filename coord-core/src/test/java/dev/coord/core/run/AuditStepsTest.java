package dev.coord.core.run;

import static dev.coord.core.run.Scene.commit;
import static dev.coord.core.run.Scene.feature;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.state.Rules;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.AuditFinding.CaseTwin;
import dev.coord.proof.AuditFinding.Gitlink;
import dev.coord.proof.AuditFinding.Overwritten;
import dev.coord.proof.AuditFinding.Undeclared;
import dev.coord.proof.AuditFinding.Untouched;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Transition;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditStepsTest {

    private static Scene two(UndeclaredPolicy policy) {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = 2;
        scene.undeclared = policy;
        return scene.begin();
    }

    private static Scene came(Scene scene, String id, String... changed) {
        return scene.made(id).ended(id, new AgentResult.Succeeded()).collected(id, changed);
    }

    @Test
    void whoWroteWhatAnotherDeclaresGoesBackBeforeAnythingIsMerged() {
        Scene scene = came(two(UndeclaredPolicy.AUTO).finished("b"), "a", "a.ts", "b.ts", "nobodys.ts");

        assertThat(scene.all(RunAction.MergeWave.class)).isEmpty();
        assertThat(scene.snapshot.locks().leases()).isEmpty();
        FeatureRun back = run(scene, "a");
        assertThat(back.sentBack()).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("it wrote 'b.ts' (declared by b), which it did not declare");
            assertThat(why.findings()).containsExactly(new Undeclared("b.ts", List.of(id("b")), List.of()));
            assertThat(why.files()).as("right of way").isEmpty();
        });
        scene.kept("a").made("a");
        assertThat(scene.last(RunAction.RunAgent.class).task().feedback())
                .contains("## What may not land", "- 'b.ts' (declared by b)", "git checkout HEAD -- FILE")
                .contains("## The other side: feature b");
        assertThat(scene.notices)
                .filteredOn(FeatureNotice.NotMerged.class::isInstance)
                .singleElement()
                .satisfies(told -> {
                    FeatureNotice.NotMerged not = (FeatureNotice.NotMerged) told;
                    assertThat(not.with()).containsExactly(id("b"));
                    assertThat(not.files()).containsExactly("b.ts");
                });

        scene.ended("a", new AgentResult.Succeeded())
                .collected("a")
                .integrated()
                .landed();
        assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
    }

    @Test
    void itFailsWhereNoTriesRemain() {
        Scene scene = came(two(UndeclaredPolicy.AUTO), "a", "b.ts").kept("a");

        came(scene, "a", "b.ts").kept("a");

        assertThat(scene.phase("a"))
                .isInstanceOfSatisfying(
                        FeaturePhase.Failed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("it wrote 'b.ts' (declared by b), which it did not declare"));
    }

    @Test
    void whatNobodyDeclaresIsToldOnceAndKept() {
        Scene scene = came(came(two(UndeclaredPolicy.AUTO), "a", "a.ts", "c.ts"), "b", "c.ts");
        scene.onlyMerged(ProofStepsTest.merged(scene));
        Map<String, List<String>> changed = Map.of("a", List.of("a.ts", "c.ts"), "b", List.of("c.ts"));

        scene.proven(changed);

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(audit(scene, "a")).containsExactly(new Undeclared("c.ts", List.of(), List.of(id("b"))));
        assertThat(audit(scene, "b"))
                .containsExactly(new Undeclared("c.ts", List.of(), List.of(id("a"))), new Untouched("b.ts"));
        assertThat(told(scene))
                .containsExactly(
                        "a: wrote 'c.ts' (as did b), which it did not declare",
                        "b: wrote 'c.ts' (as did a), which it did not declare",
                        "b: did not touch 'b.ts', which it declares to write");

        scene.tested(TrialOutcome.of(TestResult.green("")))
                .landed(new LandingOutcome.TargetMoved(commit(44)))
                .onlyMerged(ProofStepsTest.merged(scene))
                .proven(changed);
        assertThat(told(scene)).hasSize(3);
    }

    @Test
    void warnsWhereItIsToWarn() {
        Scene scene = came(two(UndeclaredPolicy.WARN).finished("b"), "a", "a.ts", "b.ts");
        scene.onlyMerged(ProofStepsTest.merged(scene));

        scene.proven(Map.of("a", List.of("a.ts", "b.ts"), "b", List.of("b.ts")));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(audit(scene, "a")).containsExactly(new Overwritten("b.ts", List.of(id("b"))));
        assertThat(told(scene))
                .containsExactly("a: wrote 'b.ts' (declared and written by b), which it did not declare");
    }

    @Test
    void rejectsWhatNobodyDeclaresWhereItIsToReject() {
        Scene scene = came(two(UndeclaredPolicy.REJECT).finished("b"), "a", "a.ts", "c.ts");

        assertThat(run(scene, "a").sentBack())
                .hasValueSatisfying(
                        why -> assertThat(why.reason()).isEqualTo("it wrote 'c.ts', which it did not declare"));
    }

    @Test
    void overlapsThatWereAllowedAreLeftToTheMerge() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.overlap = OverlapPolicy.OPTIMISTIC;
        scene.begin().finished("b");

        came(scene, "a", "a.ts", "b.ts").onlyMerged(ProofStepsTest.merged(scene));
        scene.proven(Map.of("a", List.of("a.ts", "b.ts"), "b", List.of("b.ts")));

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        assertThat(audit(scene, "a")).containsExactly(new Overwritten("b.ts", List.of(id("b"))));
    }

    @Test
    void ofBranchesAnOverlapIsToldUnlessItIsToReject() {
        for (UndeclaredPolicy policy : UndeclaredPolicy.values()) {
            Scene scene = new Scene(2, feature("a"), feature("b"));
            scene.origin = Origin.BRANCHES;
            scene.undeclared = policy;
            scene.begin().finished("a").finished("b");
            scene.onlyMerged(ProofStepsTest.merged(scene));

            scene.proven(Map.of("a", List.of("a.ts", "b.ts"), "b", List.of("b.ts")));

            boolean rejected = policy == UndeclaredPolicy.REJECT;
            assertThat(scene.phase("a") instanceof FeaturePhase.Salvaging).isEqualTo(rejected);
            assertThat(told(scene)).hasSize(rejected ? 0 : 1);
            assertThat(scene.runPhase()).isInstanceOf(rejected ? RunPhase.Merging.class : RunPhase.Testing.class);
        }
    }

    @Test
    void namesThatDoHarmStopAFeatureWhateverIsSaid() {
        Scene scene = two(UndeclaredPolicy.WARN).finished("a").finished("b");
        scene.onlyMerged(ProofStepsTest.merged(scene));
        List<AuditFinding> harm = List.of(new Gitlink("inner"), new CaseTwin("B.ts", "b.ts", List.of(id("b"))));

        scene.proven(FeatureProof.of(id("a")).with(harm));

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("b"));
        assertThat(run(scene, "a").sentBack()).hasValueSatisfying(why -> {
            assertThat(why.findings()).isEqualTo(harm);
            assertThat(why.reason())
                    .isEqualTo("it has a commit of another repository in place of files, and no submodule, at 'inner';"
                            + " it added a name that not every file system can hold beside another: 'B.ts' (beside"
                            + " 'b.ts' of b, which differs by case only)");
        });
        assertThat(told(scene)).isEmpty();
    }

    @Test
    void aNameBesideOneThatDoesNotLandIsMergedAgainWithoutThat() {
        Scene scene = two(UndeclaredPolicy.AUTO).finished("a").finished("b");
        scene.onlyMerged(ProofStepsTest.merged(scene));

        scene.proven(
                FeatureProof.of(id("a")).with(List.of(new Gitlink("inner"))),
                FeatureProof.of(id("b")).with(List.of(new CaseTwin("x", "X", List.of(id("a"))))));

        assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                .extracting(FeatureTip::feature)
                .containsExactly(id("b"));
    }

    @Test
    void whatItsAgentAskedForAndHeldIsNotUndeclared() {
        Scene scene = two(UndeclaredPolicy.AUTO).finished("b").made("a");
        FeaturePhase.Manned running = (FeaturePhase.Manned) scene.phase("a");
        LockRequest more =
                LockRequest.builder(running.agent(), id("a")).write("more/").build();
        Transition<LockOutcome> asked = Rules.apply(scene.snapshot, new Command.RequestLocks(more), scene.now);
        assertThat(asked.outcome()).isInstanceOf(LockOutcome.Granted.class);
        scene.snapshot = asked.after();

        scene.ended("a", new AgentResult.Succeeded()).collected("a", "a.ts", "more/x.ts");
        scene.onlyMerged(ProofStepsTest.merged(scene));
        scene.proven(Map.of("a", List.of("a.ts", "more/x.ts"), "b", List.of("b.ts")));

        assertThat(audit(scene, "a")).isEmpty();
        assertThat(told(scene)).isEmpty();
    }

    @Test
    void whatAnotherAgentAskedForIsItsOwn() {
        Scene scene = two(UndeclaredPolicy.AUTO).made("b");
        LockRequest more = LockRequest.builder(new AgentId("implementor-2"), id("b"))
                .write("more/")
                .build();
        scene.snapshot = Rules.apply(scene.snapshot, new Command.RequestLocks(more), scene.now)
                .after();

        came(scene, "a", "a.ts", "more/x.ts");

        assertThat(run(scene, "a").sentBack()).isPresent();
    }

    @Test
    void whatWentBackToItsAgentStillDeclaresItsFiles() {
        Scene scene = new Scene(Schedule.WAVES, 3, feature("a"), feature("b"));
        scene.tries = 2;
        scene.begin().finished("a").finished("b").mergedWithout("b");

        assertThat(scene.runPhase()).isInstanceOf(RunPhase.Testing.class);
        scene.tested(TrialOutcome.of(TestResult.green("")))
                .landed(new LandingOutcome.TargetMoved(commit(44)))
                .onlyMerged(ProofStepsTest.merged(scene));
        scene.proven(Map.of("a", List.of("a.ts", "b.ts")));

        assertThat(run(scene, "a").sentBack())
                .hasValueSatisfying(why -> assertThat(why.findings())
                        .extracting(AuditFinding::path)
                        .containsExactly("b.ts"));
    }

    @Test
    void whatAnEarlierTryFinishedStillDeclaresItsFiles() {
        Scene scene = new Scene(2, feature("a"), feature("b"));
        scene.tries = 3;
        scene = came(scene.begin().finished("b"), "a", "b.ts").kept("a").made("a");

        scene.takeOver(2).kept("a");
        assertThat(scene.snapshot.run().orElseThrow().waves())
                .as("b waits for a now")
                .hasSize(2);
        came(scene, "a", "b.ts");

        assertThat(run(scene, "a").sentBack())
                .hasValueSatisfying(why -> assertThat(why.findings())
                        .containsExactly(new Undeclared("b.ts", List.of(id("b")), List.of())));
        assertThat(scene.phase("a")).isInstanceOf(FeaturePhase.Salvaging.class);
    }

    @Test
    void ofTenThousandFilesOneLineIsToldAndTheFirstAreKept() {
        Scene scene = two(UndeclaredPolicy.AUTO).finished("a").finished("b");
        scene.onlyMerged(ProofStepsTest.merged(scene));
        List<String> files =
                IntStream.range(10_000, 20_000).mapToObj(i -> "out/" + i).toList();

        scene.proven(Map.of("a", files));

        assertThat(told(scene))
                .contains(
                        "a: wrote 'out/10000', 'out/10001', 'out/10002', 'out/10003', 'out/10004' and 9995 more, which"
                                + " it did not declare");
        assertThat(audit(scene, "a")).hasSize(FeatureProof.MOST + 1);
    }

    @Test
    void hostileNamesStayOnTheLineThatTellsThem() {
        Scene scene = two(UndeclaredPolicy.AUTO).finished("a").finished("b");
        scene.onlyMerged(ProofStepsTest.merged(scene));

        scene.proven(Map.of("a", List.of("a.ts", "x\n\u001b[31mwarning: b")));

        assertThat(told(scene)).singleElement().asString().doesNotContain("\n", "\u001b");
    }

    @Test
    void nothingIsSaidOfAFeatureOfWhichNobodyKnowsWhatItChanged() {
        Scene scene = two(UndeclaredPolicy.AUTO).finished("a").finished("b");

        scene.onlyMerged(ProofStepsTest.merged(scene)).proven();

        assertThat(audit(scene, "a")).isEmpty();
        assertThat(scene.snapshot.state().statusOf(id("a"))).isEqualTo(FeatureStatus.COMPLETED);
    }

    private static List<String> told(Scene scene) {
        return scene.notices.stream()
                .filter(FeatureNotice.WriteAudited.class::isInstance)
                .map(NoticeText::of)
                .map(text -> text.about().map(Object::toString).orElse("") + ": " + text.text())
                .toList();
    }

    private static List<AuditFinding> audit(Scene scene, String feature) {
        return run(scene, feature).proof().map(FeatureProof::audit).orElseThrow();
    }

    private static FeatureRun run(Scene scene, String feature) {
        return scene.snapshot.run().orElseThrow().feature(id(feature));
    }
}
