package dev.coord.testkit.run;

import static dev.coord.testkit.run.RepositoryContract.made;
import static dev.coord.testkit.run.RepositoryContract.merged;
import static dev.coord.testkit.run.RepositoryContract.prepared;
import static dev.coord.testkit.run.RepositoryContract.targetOf;
import static dev.coord.testkit.run.RepositoryContract.tip;
import static dev.coord.testkit.run.RepositoryContract.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise of {@link Integrator} as a test. */
public interface IntegratorContract extends TrialContract {

    private static Survey survey(RepositoryFixture repository, CommitId... commits) {
        return repository.integrator().survey(repository.target(), Set.of(commits));
    }

    @Test
    default void surveyTellsWhatHasLanded(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip landed = made(repository, "P1", 1, "a.txt", "a\n");
        FeatureTip finished = made(repository, "P2", 2, "b.txt", "b\n");
        CommitId unknown = new CommitId("ab".repeat(20));
        Candidate candidate = merged(repository, landed);
        repository.integrator().land(candidate);

        Survey survey = survey(repository, landed.tip(), finished.tip(), unknown);

        assertThat(survey.target()).isEqualTo(candidate.commit());
        assertThat(survey.landed())
                .isEqualTo(Map.of(landed.feature(), new Landed(candidate.commit(), landed.digest())));
        assertThat(survey.present()).containsExactlyInAnyOrder(landed.tip(), finished.tip());
        assertThat(survey.contained()).containsExactly(landed.tip());
    }

    @Test
    default void theLatestLandingOfAFeatureIsTheOneThatIsTold(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        repository.integrator().land(merged(repository, made(repository, "P1", 1, "a.txt", "a\n")));
        repository.integrator().land(merged(repository, made(repository, "P2", 2, "b.txt", "b\n")));
        Workspace second =
                repository.workspaces().locate(RepositoryContract.RUN, new FeatureId("P1"), 2, targetOf(repository));
        repository.workspaces().prepare(second);
        repository.write(second, "c.txt", "c\n");
        FeatureTip again = tip(repository, second, 3, "c.txt");
        Candidate candidate = merged(repository, again);
        repository.integrator().land(candidate);

        assertThat(survey(repository).landed())
                .containsEntry(again.feature(), new Landed(candidate.commit(), again.digest()));
    }

    @Test
    default void subjectsTellTheWorkOfWhatHasLanded(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip first = made(repository, "P1", 1, "a.txt", "a\n");
        FeatureTip later = made(repository, "P1.1", 2, "b.txt", "b\n");
        made(repository, "P2", 3, "c.txt", "c\n");
        repository.integrator().land(merged(repository, first));
        CommitId before = targetOf(repository);
        repository.integrator().land(merged(repository, later));
        Set<FeatureId> asked = Set.of(new FeatureId("P1"), new FeatureId("P1.1"), new FeatureId("P2"));

        assertThat(repository.integrator().subjects(before, asked).keySet()).containsExactly(first.feature());
        assertThat(repository.integrator().subjects(targetOf(repository), asked))
                .containsOnlyKeys(first.feature(), later.feature())
                .allSatisfy((id, subjects) ->
                        assertThat(subjects).singleElement().asString().startsWith(id + ": "));
        assertThat(repository.integrator().subjects(targetOf(repository), Set.of()))
                .isEmpty();
    }

    @Test
    default void surveyRefusesATargetThatIsNotThere(@TempDir Path home) {
        Integrator integrator = repository(home).integrator();

        assertThatThrownBy(() -> integrator.survey("refs/heads/nowhere", Set.of()))
                .isInstanceOf(BadInput.class);
    }

    @Test
    default void migrationsWithATakenNumberAreMergedUnderAFreeOne(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Integrator integrator = repository.integratorWithNumbering(new CountedFiles());
        FeatureTip first = made(repository, "P1", 1, "m/1_a.txt", "a\n");
        FeatureTip second = made(repository, "P2", 2, "m/1_a.txt", "b\n");

        MergeOutcome outcome = integrator.merge(work(repository, first, second));

        assertThat(outcome.leftOut()).isEmpty();
        Candidate candidate = ((MergeOutcome.Merged) outcome).candidate();
        String commit = candidate.commit().value();
        assertThat(repository.content(commit, "m/1_a.txt")).contains("a\n");
        assertThat(repository.content(commit, "m/2_a.txt")).contains("b\n");
        assertThat(candidate.renumbered()).singleElement().satisfies(one -> {
            assertThat(one.feature()).isEqualTo(second.feature());
            assertThat(one.tip()).isEqualTo(second.tip());
            assertThat(one.renamings())
                    .containsExactly(new Renaming(
                            "m/1_a.txt", "m/2_a.txt", Optional.of("1"), "m/1_a.txt", List.of(first.feature())));
            assertThat(survey(repository, one.commit().orElseThrow()).present()).hasSize(1);
        });
        Candidate again = ((MergeOutcome.Merged) integrator.merge(work(repository, first, second))).candidate();
        assertThat(again.renumbered().get(0).renamings())
                .isEqualTo(candidate.renumbered().get(0).renamings());
        assertThat(integrator.prove(again).features())
                .allSatisfy(proof -> assertThat(proof.lost()).isEmpty());
        assertThat(integrator.land(again)).isInstanceOf(LandingOutcome.Landed.class);
        assertThat(survey(repository, second.tip()).contained()).containsExactly(second.tip());
    }

    @Test
    default void mergingShowsNothingOnTheTarget(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);

        Candidate candidate = merged(
                repository, made(repository, "P1", 1, "a.txt", "a\n"), made(repository, "P2", 2, "b.txt", "b\n"));

        assertThat(candidate.base()).isEqualTo(base);
        assertThat(targetOf(repository)).isEqualTo(base);
        assertThat(repository.content(candidate.commit().value(), "a.txt")).contains("a\n");
        assertThat(repository.content(candidate.commit().value(), "b.txt")).contains("b\n");
    }

    @Test
    default void aCandidateIsKeptForWhoeverComesNext(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));

        assertThat(survey(repository, candidate.commit()).present()).containsExactly(candidate.commit());
        assertThat(repository.integrator().test(Trial.of(candidate, List.of()))).matches(TrialOutcome::isGreen);
        assertThat(repository.integrator().land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
    }

    @Test
    default void mergingAgainGivesTheSameFiles(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "a.txt", "a\n");

        Candidate once = merged(repository, tip);
        Candidate again = merged(repository, tip);

        assertThat(again.base()).isEqualTo(once.base());
        assertThat(repository.content(again.commit().value(), "a.txt"))
                .isEqualTo(repository.content(once.commit().value(), "a.txt"));
    }

    @Test
    default void whatConflictsIsLeftOutAndTheRestIsMerged(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        FeatureTip first = made(repository, "P1", 1, "same.txt", "1\n");
        FeatureTip second = made(repository, "P2", 2, "same.txt", "2\n");
        FeatureTip third = made(repository, "P3", 3, "other.txt", "3\n");

        MergeOutcome outcome = repository.integrator().merge(work(repository, first, second, third));

        assertThat(conflicts(outcome))
                .as("both features and the files are told")
                .containsExactly("P2 with [P1] in [same.txt]");
        Candidate candidate = ((MergeOutcome.Merged) outcome).candidate();
        assertThat(candidate.work()).isEqualTo(work(repository, first, third));
        assertThat(repository.content(candidate.commit().value(), "same.txt")).contains("1\n");
        assertThat(repository.content(candidate.commit().value(), "other.txt")).contains("3\n");
        assertThat(targetOf(repository)).isEqualTo(base);
        repository.integrator().land(candidate);
        assertThat(survey(repository).landed()).containsOnlyKeys(first.feature(), third.feature());
    }

    @Test
    default void everyConflictOfAWaveIsTold(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip first = made(repository, "P1", 1, "same.txt", "1\n");
        FeatureTip second = made(repository, "P2", 2, "same.txt", "2\n");
        FeatureTip third = made(repository, "P3", 3, "same.txt", "3\n");

        MergeOutcome outcome = repository.integrator().merge(work(repository, first, second, third));

        assertThat(conflicts(outcome)).containsExactly("P2 with [P1] in [same.txt]", "P3 with [P1] in [same.txt]");
    }

    @Test
    default void aConflictWithTheTargetNamesNoFeature(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "same.txt", "1\n");
        CommitId base = repository.commitToTarget("same.txt", "mine\n");

        MergeOutcome outcome = repository.integrator().merge(work(repository, tip));

        assertThat(conflicts(outcome)).containsExactly("P1 with [] in [same.txt]");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        MergeOutcome.NothingMerged.class,
                        nothing -> assertThat(nothing.base()).isEqualTo(base));
    }

    @Test
    default void workOfALateHolderIsLeftOut(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace late = prepared(repository, "P1");
        repository.write(late, "same.txt", "late\n");
        FeatureTip newer = made(repository, "P2", 7, "same.txt", "newer\n");
        repository.integrator().land(merged(repository, newer));

        MergeOutcome outcome = repository.integrator().merge(work(repository, tip(repository, late, 2, "same.txt")));

        assertThat(outcome.leftOut())
                .singleElement()
                .isInstanceOfSatisfying(MergeOutcome.Overtaken.class, overtaken -> {
                    assertThat(overtaken.feature()).isEqualTo(new FeatureId("P1"));
                    assertThat(overtaken.by()).isEqualTo(newer.feature());
                    assertThat(overtaken.token().value()).isEqualTo(2);
                    assertThat(overtaken.newer().value()).isEqualTo(7);
                    assertThat(overtaken.files()).containsExactly("same.txt");
                });
        assertThat(repository.content(repository.target(), "same.txt")).contains("newer\n");
    }

    @Test
    default void whoeverHeldNoLockOnAFileIsNoNewerHolderOfIt(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip holder = made(repository, "P1", 2, "same.txt", "equal\n");
        Workspace other = prepared(repository, "P2");
        repository.write(other, "same.txt", "equal\n");
        repository.write(other, "own.txt", "own\n");
        repository.integrator().land(merged(repository, tip(repository, other, 7, "own.txt")));

        MergeOutcome outcome = repository.integrator().merge(work(repository, holder));

        assertThat(outcome.leftOut()).isEmpty();
    }

    private static List<String> conflicts(MergeOutcome outcome) {
        return outcome.leftOut().stream()
                .map(MergeOutcome.Conflicted.class::cast)
                .map(conflict -> conflict.feature() + " with " + conflict.with() + " in "
                        + conflict.files().stream()
                                .map(MergeOutcome.ConflictedFile::path)
                                .toList())
                .toList();
    }

    @Test
    default void nothingIsMergedWhereTheTargetLostWhatWasSeenThere(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "a.txt", "a\n");
        WaveWork work = new WaveWork(RUN, 0, repository.target(), List.of(tip), Optional.of(tip.tip()));

        MergeOutcome outcome = repository.integrator().merge(work);

        assertThat(outcome).isInstanceOfSatisfying(MergeOutcome.TargetRewound.class, rewound -> {
            assertThat(rewound.since()).isEqualTo(tip.tip());
            assertThat(rewound.now()).isEqualTo(targetOf(repository));
        });
    }

    @Test
    default void nothingIsFoundOfWorkThatIsAllThere(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);
        Candidate candidate = merged(
                repository, made(repository, "P1", 1, "a.txt", "a\n"), made(repository, "P2", 2, "b.txt", "b\n"));

        for (int i = 0; i < 2; i++) {
            Proof proof = repository.integrator().prove(candidate);

            assertThat(proof.features())
                    .extracting(FeatureProof::feature)
                    .containsExactly(new FeatureId("P1"), new FeatureId("P2"));
            assertThat(proof.features())
                    .allSatisfy(found -> assertThat(found.lost()).isEmpty())
                    .allSatisfy(found -> assertThat(found.oneSided()).isEmpty())
                    .allSatisfy(found -> assertThat(found.takenAway()).isEmpty());
        }
        assertThat(targetOf(repository)).isEqualTo(base);
    }

    @Test
    default void theFilesThatEachFeatureChangedAreTold(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace several = prepared(repository, "P2");
        repository.write(several, "b.txt", "b\n");
        repository.write(several, "c.txt", "c\n");
        FeatureTip first = made(repository, "P1", 1, "a.txt", "a\n");
        FeatureTip second = tip(repository, several, 2, "b.txt");

        assertThat(repository
                        .integrator()
                        .prove(merged(repository, first, second))
                        .changed())
                .containsEntry(new FeatureId("P1"), List.of("a.txt"))
                .containsEntry(new FeatureId("P2"), List.of("b.txt", "c.txt"));
    }

    @Test
    default void aNameThatDiffersByCaseOnlyIsFound(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(
                repository, made(repository, "P1", 1, "a.txt", "a\n"), made(repository, "P2", 2, "A.txt", "b\n"));

        assertThat(repository.integrator().prove(candidate).features())
                .extracting(FeatureProof::audit)
                .containsExactly(
                        List.of(), List.of(new AuditFinding.CaseTwin("A.txt", "a.txt", List.of(new FeatureId("P1")))));
    }

    @Test
    default void marksOfAConflictThatAreLeftInAFileAreFound(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        repository.commitToTarget("a.txt", "begin\n");
        Candidate candidate = merged(
                repository,
                made(repository, "P1", 1, "a.txt", "begin\n<<<<<<< one\n1\n=======\n2\n>>>>>>> two\n"),
                made(repository, "P2", 2, "b.txt", "b\n"));

        assertThat(repository.integrator().prove(candidate).features())
                .flatExtracting(FeatureProof::integrity)
                .singleElement()
                .satisfies(found -> assertThat(found.feature()).isEqualTo(new FeatureId("P1")))
                .satisfies(found -> assertThat(found.path()).isEqualTo("a.txt"))
                .satisfies(found -> assertThat(found.line()).isEqualTo(2))
                .satisfies(found -> assertThat(found.stops()).isTrue());
    }

    @Test
    default void aCandidateThatIsGoneCannotBeProven(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));
        Candidate gone = new Candidate(candidate.work(), candidate.base(), new CommitId("ab".repeat(20)));

        assertThatThrownBy(() -> repository.integrator().prove(gone)).isInstanceOf(RepositoryFailed.class);
    }

    @Test
    default void landingIsWholeAndHarmlessToRepeat(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(
                repository, made(repository, "P1", 1, "a.txt", "a\n"), made(repository, "P2", 2, "b.txt", "b\n"));

        assertThat(repository.integrator().land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
        assertThat(repository.integrator().land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));

        assertThat(targetOf(repository)).isEqualTo(candidate.commit());
        assertThat(repository.content(repository.target(), "a.txt")).contains("a\n");
        assertThat(repository.content(repository.target(), "b.txt")).contains("b\n");
    }

    @Test
    default void landingAgainWhereOthersCommittedOnTopChangesNothing(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Candidate candidate = merged(repository, made(repository, "P1", 1, "a.txt", "a\n"));
        repository.integrator().land(candidate);
        CommitId top = repository.commitToTarget("later.txt", "later\n");

        assertThat(repository.integrator().land(candidate)).isInstanceOf(LandingOutcome.Landed.class);

        assertThat(targetOf(repository)).isEqualTo(top);
    }

    @Test
    default void aTargetThatMovedIsLeftAsItIs(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        FeatureTip tip = made(repository, "P1", 1, "a.txt", "a\n");
        Candidate candidate = merged(repository, tip);
        CommitId moved = repository.commitToTarget("other.txt", "other\n");

        assertThat(repository.integrator().land(candidate)).isEqualTo(new LandingOutcome.TargetMoved(moved));

        assertThat(targetOf(repository)).isEqualTo(moved);
        Candidate again = merged(repository, tip);
        assertThat(again.base()).isEqualTo(moved);
        assertThat(repository.integrator().land(again)).isEqualTo(new LandingOutcome.Landed(again.commit()));
    }
}
