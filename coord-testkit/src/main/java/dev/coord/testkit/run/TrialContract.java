package dev.coord.testkit.run;

import static dev.coord.testkit.run.RepositoryContract.made;
import static dev.coord.testkit.run.RepositoryContract.merged;
import static dev.coord.testkit.run.RepositoryContract.targetOf;
import static dev.coord.testkit.run.RepositoryContract.tip;
import static dev.coord.testkit.run.RepositoryContract.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise of {@link Integrator#test} as a test. */
public interface TrialContract extends RepositoryContract {

    private static Trial trial(WaveWork work, CommitId base, boolean combined, Check... checks) {
        return new Trial(work, base, Optional.empty(), Optional.empty(), combined, List.of(checks), Memory.ALL);
    }

    private static Trial trial(WaveWork work, CommitId base) {
        return trial(work, base, true);
    }

    private static Trial changeOf(FeatureTip tip, RepositoryFixture repository, CommitId base) {
        return new Trial(
                work(repository, tip),
                base,
                Optional.empty(),
                Optional.of(targetOf(repository)),
                true,
                List.of(),
                Memory.ALL);
    }

    @Test
    default void testsThatAreNotSetPass(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));

        assertThat(repository.integrator().test(Trial.of(candidate, List.of()))).matches(TrialOutcome::isGreen);
    }

    @Test
    default void testsThatFailAreToldAndCanBeRunAgain(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));

        for (int i = 0; i < 2; i++) {
            assertThat(repository.integratorWithTests("false").test(Trial.of(candidate, List.of())))
                    .extracting(outcome -> outcome.combined().orElseThrow())
                    .satisfies(red -> assertThat(red.verdict()).isEqualTo(TestResult.Verdict.RED))
                    .satisfies(red -> assertThat(red.result()).isNotBlank());
        }

        assertThat(targetOf(repository)).isEqualTo(base);
        assertThat(repository.integrator().test(Trial.of(candidate, List.of()))).matches(TrialOutcome::isGreen);
    }

    @Test
    default void aPartOfAWaveIsMergedForItsTests(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        FeatureTip one = made(repository, "P1", 1, "a.txt", "a\n");
        FeatureTip other = made(repository, "P2", 2, "b.txt", "b\n");
        Integrator integrator = repository.integratorWithTests("test -e a.txt && test ! -e b.txt");

        assertThat(integrator.test(trial(work(repository, one), base))).matches(TrialOutcome::isGreen);
        assertThat(integrator.test(trial(work(repository, other), base))).matches(outcome -> !outcome.isGreen());
        assertThat(integrator.test(trial(work(repository, one, other), base))).matches(outcome -> !outcome.isGreen());
        assertThat(targetOf(repository)).isEqualTo(base);
    }

    @Test
    default void aTrialOfAPartLeavesTheCandidateOfItsWave(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip one = made(repository, "P1", 1, "a.txt", "a\n");
        Candidate candidate = merged(repository, one, made(repository, "P2", 2, "b.txt", "b\n"));

        assertThat(repository
                        .integratorWithTests("test ! -e b.txt")
                        .test(trial(work(repository, one), candidate.base())))
                .matches(TrialOutcome::isGreen);

        assertThat(repository
                        .integrator()
                        .survey(repository.target(), Set.of(candidate.commit()))
                        .present())
                .containsExactly(candidate.commit());
        assertThat(repository.integratorWithTests("test -e b.txt").test(Trial.of(candidate, List.of())))
                .matches(TrialOutcome::isGreen);
        assertThat(repository.integrator().land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
    }

    @Test
    default void aTrialOfNothingIsOfItsBase(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId green = targetOf(repository);
        CommitId red = repository.commitToTarget("red.txt", "red\n");
        Integrator integrator = repository.integratorWithTests("test ! -e red.txt");

        assertThat(integrator.test(trial(work(repository), green))).matches(TrialOutcome::isGreen);
        assertThat(integrator.test(trial(work(repository), red))).matches(outcome -> !outcome.isGreen());
    }

    @Test
    default void whatDoesNotMergeIsLeftOutOfATrial(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        FeatureTip one = made(repository, "P1", 1, "same.txt", "a\n");
        FeatureTip other = made(repository, "P2", 2, "same.txt", "b\n");

        TrialOutcome outcome =
                repository.integratorWithTests("test -e same.txt").test(trial(work(repository, one, other), base));

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.leftOut()).containsExactly(other.feature());
    }

    @Test
    default void nothingIsRunWhereNothingMerges(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "same.txt", "a\n");
        CommitId base = repository.commitToTarget("same.txt", "b\n");

        TrialOutcome outcome = repository
                .integratorWithTests("false")
                .test(trial(work(repository, tip), base, true, new Check(tip.feature(), "false")));

        assertThat(outcome.leftOut()).containsExactly(tip.feature());
        assertThat(outcome.combined()).isEmpty();
        assertThat(outcome.checks()).isEmpty();
    }

    @Test
    default void aFeaturesOwnChangeIsTestedWithoutWhatItWasMadeOn(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId early = targetOf(repository);
        repository.integrator().land(merged(repository, made(repository, "P1", 1, "a.txt", "a\n")));
        FeatureTip later = made(repository, "P2", 2, "b.txt", "b\n");
        Trial trial = changeOf(later, repository, early);

        TrialOutcome outcome = repository
                .integratorWithTests("test -e b.txt && test ! -e a.txt")
                .test(trial);

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.combined()).isPresent();
        assertThat(outcome.leftOut()).isEmpty();
    }

    @Test
    default void aChangeOfWhatIsNotThereDoesNotMerge(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId early = targetOf(repository);
        repository.integrator().land(merged(repository, made(repository, "P1", 1, "a.txt", "a\n")));
        FeatureTip later = made(repository, "P2", 2, "a.txt", "changed\n");
        Trial trial = changeOf(later, repository, early);

        TrialOutcome outcome = repository.integratorWithTests("true").test(trial);

        assertThat(outcome.leftOut()).containsExactly(later.feature());
        assertThat(outcome.combined()).isEmpty();
    }

    @Test
    default void checksRunByFeatureAlsoAfterWhatFailed(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(
                repository, made(repository, "P1", 1, "a.txt", "a\n"), made(repository, "P2", 2, "b.txt", "b\n"));
        List<Check> checks = List.of(
                new Check(new FeatureId("P2"), "test ! -e a.txt"), new Check(new FeatureId("P1"), "test -e b.txt"));

        TrialOutcome outcome = repository.integratorWithTests("false").test(Trial.of(candidate, checks));

        assertThat(outcome.combined()).map(TestResult::verdict).contains(TestResult.Verdict.RED);
        assertThat(outcome.checks()).containsOnlyKeys(new FeatureId("P1"), new FeatureId("P2"));
        assertThat(outcome.checks().values())
                .extracting(TestResult::verdict)
                .containsExactly(TestResult.Verdict.GREEN, TestResult.Verdict.RED);
    }

    @Test
    default void checksRunWithoutTheCombinedTests(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "a.txt", "a\n");
        Check check = new Check(tip.feature(), "test -e a.txt");

        TrialOutcome outcome = repository
                .integratorWithTests("false")
                .test(trial(work(repository, tip), targetOf(repository), false, check));

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.combined()).isEmpty();
        assertThat(outcome.checks()).containsOnlyKeys(tip.feature());
    }

    @Test
    default void aTrialOnABaseThatIsGoneCannotBeTried(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "a.txt", "a\n");
        Trial trial = trial(work(repository, tip), new CommitId("ab".repeat(20)));

        assertThatThrownBy(() -> repository.integratorWithTests("true").test(trial))
                .isInstanceOf(RepositoryFailed.class);
    }

    @Test
    default void anInterruptEndsTheTestsAndLeavesTheTarget(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));

        Throwable thrown = Interrupted.onceBegun(
                begun -> repository.integratorWithEndlessTests(begun).test(Trial.of(candidate, List.of())));

        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(targetOf(repository)).isEqualTo(base);
        assertThat(repository.integrator().test(Trial.of(candidate, List.of()))).matches(TrialOutcome::isGreen);
    }

    @Test
    default void testsOfACandidateThatIsGoneCannotBeTried(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));
        Candidate gone = new Candidate(candidate.work(), candidate.base(), new CommitId("ab".repeat(20)));

        assertThatThrownBy(() -> repository.integratorWithTests("false").test(Trial.of(gone, List.of())))
                .isInstanceOf(RepositoryFailed.class);
    }
}
