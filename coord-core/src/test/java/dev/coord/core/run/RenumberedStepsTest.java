package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenumberedStepsTest {

    private static final Renaming RENAMING = new Renaming(
            "migrations/002_two.sql",
            "migrations/003_two.sql",
            Optional.of("002"),
            "migrations/002_one.sql",
            List.of(Scene.id("one")));

    private static final CommitId RENUMBERING = Scene.commit(555);

    private final Scene scene = new Scene(
            2,
            Feature.builder("one").writes("migrations/002_one.sql").build(),
            Feature.builder("two").writes("migrations/002_two.sql").build());

    @BeforeEach
    void bothAreMade() {
        scene.tries = 3;
        scene.begin().finished("one").finished("two");
    }

    @Test
    void tellsEachFileOnceHoweverOftenItsWaveIsMerged() {
        scene.onlyMerged(renumbered(RENAMING)).proven(lost("one"));

        scene.onlyMerged(renumbered(RENAMING));

        assertThat(told()).containsExactly(RENAMING);
        assertThat(scene.notices)
                .filteredOn(RunNotice.Warning.class::isInstance)
                .extracting(notice -> ((RunNotice.Warning) notice).text())
                .containsOnlyOnce("do that");
    }

    @Test
    void aRenamedFileCountsAsTheOneThatWasDeclared() {
        scene.onlyMerged(renumbered(RENAMING));

        scene.proven(Map.of("two", List.of("migrations/003_two.sql")));

        assertThat(scene.notices).noneMatch(FeatureNotice.WriteAudited.class::isInstance);
    }

    @Test
    void aLaterCallBeginsWithTheNewNamesAndIsToldOfThem() {
        scene.onlyMerged(renumbered(RENAMING)).proven(lost("two"));

        scene.integrated().landed();
        sentBackAgain();

        AgentTask task = scene.last(RunAction.RunAgent.class).task();
        assertThat(task.workspace().resumes()).contains(RENUMBERING);
        assertThat(task.feedback()).contains("- migrations/002_two.sql is 003_two.sql: 002 is one's.");
    }

    @Test
    void whatALaterCallWroteUnderTheNewNameIsDeclared() {
        scene.undeclared = UndeclaredPolicy.REJECT;
        scene.onlyMerged(renumbered(RENAMING)).proven(lost("two"));
        scene.integrated().landed();
        sentBackAgain();

        scene.ended("two", new AgentResult.Succeeded()).collected("two", "migrations/003_two.sql");

        assertThat(scene.phase("two").made()).isPresent();
    }

    @Test
    void whatDoesNotMergeOnceAnotherIsLeftOutGoesBackWithItsLastNumber() {
        scene.onlyMerged(renumbered(RENAMING)).proven(lost("one"));

        scene.mergedWithout("two");
        scene.kept("one");
        sentBackAgain();

        assertThat(scene.last(RunAction.RunAgent.class).task().workspace().resumes())
                .contains(RENUMBERING);
    }

    @Test
    void aNumberOfAnEarlierTipIsNotTakenForThatOfALaterOne() {
        scene.onlyMerged(renumbered(RENAMING)).proven(lost("two"));
        scene.integrated().landed();
        sentBackAgain();
        scene.ended("two", new AgentResult.Succeeded()).collected("two", "migrations/003_two.sql");

        scene.mergedWithout("two");
        sentBackAgain();

        assertThat(scene.last(RunAction.RunAgent.class).task().workspace().resumes())
                .isPresent()
                .isNotEqualTo(Optional.of(RENUMBERING));
    }

    private void sentBackAgain() {
        scene.kept("two").made("two");
    }

    private static FeatureProof lost(String feature) {
        return new FeatureProof(
                Scene.id(feature),
                LineCount.NONE,
                List.of(new LostLine("a.ts", 3, "gone", Side.TARGET, new Culprit(Optional.empty(), "a merge"))),
                List.of(),
                List.of(),
                List.of());
    }

    private List<Renaming> told() {
        return scene.notices.stream()
                .filter(FeatureNotice.FileRenumbered.class::isInstance)
                .map(notice -> ((FeatureNotice.FileRenumbered) notice).renaming())
                .toList();
    }

    private MergeOutcome renumbered(Renaming renaming) {
        WaveWork work = scene.last(RunAction.MergeWave.class).work();
        FeatureTip tip = work.tips().stream()
                .filter(one -> one.feature().equals(Scene.id("two")))
                .findFirst()
                .orElseThrow();
        return new MergeOutcome.Merged(new Candidate(
                work,
                Scene.commit(1),
                Scene.commit(444),
                List.of(),
                List.of(new Renumbered(
                        tip.feature(), tip.tip(), Optional.of(RENUMBERING), List.of(renaming), List.of("do that")))));
    }
}
