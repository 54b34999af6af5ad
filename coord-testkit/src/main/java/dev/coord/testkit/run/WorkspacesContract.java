package dev.coord.testkit.run;

import static dev.coord.testkit.run.RepositoryContract.feature;
import static dev.coord.testkit.run.RepositoryContract.prepared;
import static dev.coord.testkit.run.RepositoryContract.targetOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every promise of {@link Workspaces} as a test. */
public interface WorkspacesContract extends RepositoryContract {

    /** What the agents of this contract make. */
    Feature P1 = feature("P1", "a.txt");

    private static Feature checkedBy(String command) {
        return P1.toBuilder().check(command).build();
    }

    private static Collected.Work collected(RepositoryFixture repository, Workspace workspace) {
        Collected collected = repository.workspaces().collect(workspace, P1);
        assertThat(collected).isInstanceOf(Collected.Work.class);
        return (Collected.Work) collected;
    }

    private static boolean has(RepositoryFixture repository, CommitId commit) {
        return repository
                .integrator()
                .survey(repository.target(), Set.of(commit))
                .present()
                .contains(commit);
    }

    @Test
    default void locatingMakesNothingAndAnswersTheSame(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        CommitId base = targetOf(repository);

        Workspace first = repository.workspaces().locate(RUN, P1.id(), 1, base);
        Workspace second = repository.workspaces().locate(RUN, P1.id(), 2, base);

        assertThat(repository.workspaces().locate(RUN, P1.id(), 1, base)).isEqualTo(first);
        assertThat(second.directory()).isNotEqualTo(first.directory());
        assertThat(repository.exists(first)).isFalse();
    }

    @Test
    default void everythingThatAnAgentLeftIsCommittedOnTopOfItsOwnCommits(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        assertThat(repository.exists(workspace)).isTrue();
        repository.write(workspace, "a.txt", "committed\n");
        repository.commit(workspace);
        repository.write(workspace, "b.txt", "left over\n");

        Collected.Work work = collected(repository, workspace);

        assertThat(work.changed()).containsExactly("a.txt", "b.txt");
        assertThat(repository.content(work.tip().value(), "a.txt")).contains("committed\n");
        assertThat(repository.content(work.tip().value(), "b.txt")).contains("left over\n");
    }

    @Test
    default void anAgentThatChangedNothingHasACommitOfItsOwn(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");

        Collected.Work work = collected(repository, workspace);

        assertThat(work.changed()).isEmpty();
        assertThat(work.tip()).isNotEqualTo(workspace.base());
    }

    @Test
    default void collectingAgainGivesTheSame(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        repository.write(workspace, "a.txt", "a\n");

        Collected.Work once = collected(repository, workspace);

        assertThat(collected(repository, workspace)).isEqualTo(once);
    }

    @Test
    default void aCheckSeesWhatWasCollectedAndTakesNothingOfIt(@TempDir Path home) throws InterruptedException {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        repository.write(workspace, "a.txt", "a\n");
        Collected.Work work = collected(repository, workspace);

        TestResult green = repository.workspaces().check(workspace, checkedBy("test -e a.txt"), work.tip());
        TestResult red = repository.workspaces().check(workspace, checkedBy("test -e b.txt"), work.tip());

        assertThat(green.verdict()).isEqualTo(Verdict.GREEN);
        assertThat(red.verdict()).isEqualTo(Verdict.RED);
        assertThat(red.result()).isNotBlank();
        assertThat(collected(repository, workspace)).isEqualTo(work);
        assertThat(repository.workspaces().remove(workspace).ref()).isEmpty();
    }

    @Test
    default void unusedWorkIsPinnedBeforeItsWorkspaceGoes(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        repository.write(workspace, "a.txt", "committed\n");
        repository.commit(workspace);
        repository.write(workspace, "b.txt", "left over\n");

        Collected.Kept kept = repository.workspaces().keep(workspace, P1);

        assertThat(kept.stays()).isEmpty();
        assertThat(repository.content(kept.ref(), "a.txt")).contains("committed\n");
        assertThat(repository.content(kept.ref(), "b.txt")).contains("left over\n");
        assertThat(repository.exists(workspace)).isFalse();
        assertThat(repository.workspaces().keep(workspace, P1)).isEqualTo(kept);
    }

    @Test
    default void whereNothingWasMadeNothingIsKept(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace never = repository.workspaces().locate(RUN, P1.id(), 1, targetOf(repository));

        assertThat(repository.workspaces().keep(never, P1).ref()).isEmpty();

        Workspace untouched = prepared(repository, "P1");
        assertThat(repository.workspaces().keep(untouched, P1).ref()).isEmpty();
        assertThat(repository.exists(untouched)).isFalse();
    }

    @Test
    default void aWorkspaceThatIsWorkedInStaysAndIsInNoLaterAttemptsWay(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace first = prepared(repository, "P1");
        repository.write(first, "a.txt", "so far\n");

        Collected.Kept kept = repository.workspaces().leave(first, P1, "an agent works in it");
        Workspace second = repository.workspaces().locate(RUN, P1.id(), 2, targetOf(repository));
        repository.workspaces().prepare(second);
        repository.workspaces().reclaim(List.of(P1), List.of(second));

        assertThat(repository.content(kept.ref(), "a.txt")).contains("so far\n");
        assertThat(kept.stays()).contains("an agent works in it");
        assertThat(repository.exists(first)).isTrue();
        assertThat(collected(repository, second).changed()).isEmpty();
    }

    @Test
    default void aLaterAttemptBeginsAnewAndLosesNothing(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace first = prepared(repository, "P1");
        repository.write(first, "a.txt", "first\n");
        Collected.Work work = collected(repository, first);
        repository.workspaces().keep(first, P1);
        Workspace second = repository.workspaces().locate(RUN, P1.id(), 2, targetOf(repository));

        repository.workspaces().prepare(second);

        assertThat(repository.exists(second)).isTrue();
        assertThat(has(repository, work.tip())).isTrue();
        assertThat(collected(repository, second).changed()).isEmpty();
    }

    @Test
    default void workThatGoesOnLiesMergedWithTheNewestTargetInTheFiles(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace early = prepared(repository, "P1");
        repository.write(early, "same.txt", "own\n");
        repository.write(early, "own.txt", "own\n");
        Collected.Work work = collected(repository, early);
        repository.workspaces().keep(early, P1);
        CommitId target = repository.commitToTarget("same.txt", "other\n");

        Workspace resumed =
                repository.workspaces().locate(RUN, P1.id(), 2, target).resuming(work.tip());
        repository.workspaces().prepare(resumed);

        assertThat(repository.workspaces().conflicts(resumed))
                .containsExactly(new Workspaces.Hunk("same.txt", 1, "other\n", "", "own\n"));
        repository.write(resumed, "same.txt", "other\nown\n");
        Collected.Work both = collected(repository, resumed);
        assertThat(repository.content(both.tip().value(), "same.txt")).contains("other\nown\n");
        assertThat(repository.content(both.tip().value(), "own.txt")).contains("own\n");
        assertThat(both.changed()).containsExactly("own.txt", "same.txt");
    }

    @Test
    default void marksThatAreLeftAreToldAndTheNextWorkspaceHasThemToo(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace early = prepared(repository, "P1");
        repository.write(early, "same.txt", "own\n");
        Collected.Work work = collected(repository, early);
        repository.workspaces().keep(early, P1);
        CommitId target = repository.commitToTarget("same.txt", "other\n");
        Workspace resumed =
                repository.workspaces().locate(RUN, P1.id(), 2, target).resuming(work.tip());
        repository.workspaces().prepare(resumed);
        repository.write(resumed, "more.txt", "more\n");

        Collected collected = repository.workspaces().collect(resumed, P1);

        assertThat(collected).isInstanceOf(Collected.Unresolved.class);
        Collected.Unresolved unresolved = (Collected.Unresolved) collected;
        assertThat(unresolved.files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("same.txt");
            assertThat(file.lines())
                    .singleElement()
                    .extracting(LineRange::first)
                    .isEqualTo(1);
        });
        repository.workspaces().keep(resumed, P1);
        Workspace third = repository
                .workspaces()
                .locate(RUN, P1.id(), 3, repository.commitToTarget("later.txt", "later\n"))
                .resuming(unresolved.tip());
        repository.workspaces().prepare(third);
        assertThat(repository.workspaces().conflicts(third))
                .containsExactly(new Workspaces.Hunk("same.txt", 1, "other\n", "", "own\n"));
        assertThat(repository.workspaces().collect(third, P1)).isInstanceOf(Collected.Unresolved.class);
        repository.write(third, "same.txt", "other\nown\n");
        Collected.Work both = collected(repository, third);
        assertThat(repository.content(both.tip().value(), "same.txt")).contains("other\nown\n");
        assertThat(repository.content(both.tip().value(), "more.txt")).contains("more\n");
        assertThat(both.changed()).containsExactly("more.txt", "same.txt");
    }

    @Test
    default void aWorkspaceIsRemovedAndItsWorkStays(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        repository.write(workspace, "a.txt", "a\n");
        Collected.Work work = collected(repository, workspace);

        for (int i = 0; i < 2; i++) {
            Collected.Kept kept = repository.workspaces().remove(workspace);

            assertThat(kept.ref()).isEmpty();
            assertThat(kept.stays()).isEmpty();
            assertThat(repository.exists(workspace)).isFalse();
        }

        assertThat(has(repository, work.tip())).isTrue();
    }

    @Test
    default void whatWasWrittenAfterTheWorkWasCollectedIsPinnedToo(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        Workspace workspace = prepared(repository, "P1");
        repository.write(workspace, "a.txt", "a\n");
        collected(repository, workspace);
        repository.write(workspace, "late.txt", "late\n");

        Collected.Kept kept = repository.workspaces().remove(workspace);

        assertThat(repository.content(kept.ref(), "late.txt")).contains("late\n");
        assertThat(repository.exists(workspace)).isFalse();
    }

    @Test
    default void aBranchThatIsSomebodyElsesIsRefused(@TempDir Path home) {
        RepositoryFixture repository = repository(home);
        FeatureId taken = new FeatureId("taken");
        repository.makeForeignBranch(taken);
        Workspace workspace = repository.workspaces().locate(RUN, taken, 1, targetOf(repository));

        assertThatThrownBy(() -> repository.workspaces().requireFree(List.of(P1.id(), taken)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("taken");
        assertThatThrownBy(() -> repository.workspaces().prepare(workspace)).isInstanceOf(BadInput.class);
        assertThat(repository.exists(workspace)).isFalse();
        repository.workspaces().requireFree(List.of(P1.id()));
    }
}
