package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.object.Refs;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How work was lost by merges, branches and work trees in the wild, by the public threads that tell of it, and the traps of git behind
 * some of them. What had no test elsewhere has one here.
 *
 * <table>
 * <caption>What happened, and the test that holds that it does not here</caption>
 * <tr><th>thread</th><th>what was lost</th><th>test</th></tr>
 * <tr><td>gastown#2028, #342</td><td>a branch that was deleted before it was merged</td><td>{@link #aBranchThatHasNotLandedGoesAwayOnlyOnceItIsPinned}</td></tr>
 * <tr><td>gastown#3604</td><td>a merge queue stalled in a conflict, with a dirty work tree</td><td>{@link #aConflictLeavesNoMergeInProgress}</td></tr>
 * <tr><td>gastown#4698</td><td>merged work was made again, as a conflict</td><td>{@code SurveyIT.tellsTheLatestLandingOfEachFeature}</td></tr>
 * <tr><td>bernstein#2792</td><td>a merge that failed deleted the only copy</td><td>{@link #aMergeThatFailsLeavesTheOnlyCopyWhereItIs}</td></tr>
 * <tr><td>taskplane#102</td><td>a start skipped a merge that had failed</td><td>{@code KilledRunIT}, {@code MergeIT.givesTheSameCommitAgain}</td></tr>
 * <tr><td>overstory#89, #84</td><td>the later side of a conflict replaced the earlier one</td><td>{@link #theSameNewFileOfTwoIsAConflict}</td></tr>
 * <tr><td>get-shit-done#1587, PR 1600</td><td>two built the same, the last merge won</td><td>{@link #theSameNewFileOfTwoIsAConflict}</td></tr>
 * <tr><td>get-shit-done#2075</td><td>merging a work tree deleted what earlier waves had landed</td><td>{@link #aWorkTreeFromBeforeALandingDeletesNothingOfIt}, {@code TakenBackIT.tellsADeletedFile}</td></tr>
 * <tr><td>get-shit-done#2384, #2501</td><td>deletions hidden in a narrow commit</td><td>{@code TakenBackIT}</td></tr>
 * <tr><td>get-shit-done#2070</td><td>removing a work tree by force destroyed what was not committed</td><td>{@code KeepIT.pinsUncommittedWorkAndRemovesTheRest}, {@code LateWorkIT}</td></tr>
 * <tr><td>gsd-core#811, overstory#96, #97</td><td>files of the tool itself were in the way of merges</td><td>{@code HappyPathIT}, {@code IgnoredPlaceTest}</td></tr>
 * <tr><td>claude-code#83311, #62122</td><td>commits landed on another agent's branch</td><td>{@link #whatAnAgentPutsOnASiblingsBranchTakesNothingAway}</td></tr>
 * <tr><td>claude-code#77268</td><td>work trees in use were taken away</td><td>{@code KeepIT.keepsCommitsOfAWorkTreeThatTheAgentDeleted}, {@code WorkspacesContract}</td></tr>
 * <tr><td>codex#10679, #10680</td><td>other agents' edits were taken back</td><td>{@code TakenBackIT.tellsLinesThatAreAllGoneAmongOtherChanges}</td></tr>
 * <tr><td>phoenix#3621</td><td>a stale work tree took merged work back, with a clean diff</td><td>{@code TakenBackIT.tellsAnOldCopyAndAFileThatComesBack}</td></tr>
 * <tr><td>copilot-cli#1725 and six others</td><td>the list of stashes is everybody's</td><td>{@code StashIT}</td></tr>
 * <tr><td>vibe-kanban#543</td><td>a merge overwrote local changes</td><td>{@code LandInTheWayIT}</td></tr>
 * <tr><td>vibe-kanban#1897</td><td>the target was checked out elsewhere, and nothing happened</td><td>{@code CheckoutPlacesIT}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Traps of git</caption>
 * <tr><th>trap</th><th>test</th></tr>
 * <tr><td>{@code git init} with the git directory of a work tree sets {@code core.bare} for all</td><td>{@link #gitInitInAWorkTreeKeepsNobodyFromItsWork}, {@code LandInTheWayIT.isASettingOfAnAgentsThatHidesTheCheckout}</td></tr>
 * <tr><td>{@code core.worktree} with {@code extensions.worktreeConfig}</td><td>{@code CheckoutPlacesIT.ofANewWorkTreeIsItsOwnWhateverTheRepositoryIsSetTo}</td></tr>
 * <tr><td>a held {@code config.lock} leaves a branch without its work tree</td><td>{@link #aHeldLockOfTheConfigurationStopsNoWorkTree}</td></tr>
 * <tr><td>{@code worktree remove} loses a commit on a detached head</td><td>{@link #aCommitOnADetachedHeadOutlivesItsWorkTree}</td></tr>
 * <tr><td>it deletes ignored output</td><td>{@code StayingWorkIT.countsWhereItIsIgnoredOnlyIfItWasDeclared}</td></tr>
 * <tr><td>it does not heed a held {@code HEAD.lock}</td><td>{@code LandIT.landsBesideAWorkTreeThatIsBeingRemoved}</td></tr>
 * <tr><td>names that differ by case only merge clean</td><td>{@link #namesThatDifferByCaseOnlyAreTwoFiles}</td></tr>
 * <tr><td>clean-up follows a link into a shared tree</td><td>{@code StayingWorkIT.thatBecameALinkLeavesAloneWhatItLeadsTo}</td></tr>
 * <tr><td>commits of submodules lie in the work tree's administration only</td><td>{@code NestedRepositoriesIT}</td></tr>
 * <tr><td>hooks hang, or fail with status 0</td><td>{@code WorktreesIT.runsNoHookOfTheUser}, {@code LandIT.keepsUntrackedFilesAndRunsNoHook}</td></tr>
 * <tr><td>gpg asks where there is no terminal</td><td>{@code SettingsIT}</td></tr>
 * </table>
 */
class LostWorkIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private MergeOutcome merge(FeatureTip... tips) throws InterruptedException {
        return sandbox.integrator().merge(Sandbox.wave(tips));
    }

    private void land(FeatureTip tip) throws InterruptedException {
        sandbox.integrator().land(((Merged) merge(tip)).candidate());
    }

    @Test
    void aBranchThatHasNotLandedGoesAwayOnlyOnceItIsPinned() {
        Workspace workspace = sandbox.prepared("P1");
        Sandbox.write(workspace.directory().resolve("a"), "mine\n");
        FeatureTip tip = sandbox.collected(workspace);

        sandbox.worktrees().remove(workspace);

        assertThat(sandbox.has("refs/heads/feature/P1")).isFalse();
        assertThat(sandbox.commit(Refs.tip(workspace))).isEqualTo(tip.tip());
        sandbox.git("gc", "--quiet", "--prune=now");
        assertThat(sandbox.content(tip.tip().value(), "a")).isEqualTo("mine");
    }

    @Test
    void aConflictLeavesNoMergeInProgress() throws InterruptedException {
        FeatureTip first = sandbox.made("P1", "shared.txt", "first\n");
        FeatureTip second = sandbox.made("P2", "shared.txt", "second\n");
        String before = sandbox.git("for-each-ref", "refs/heads/main");

        assertThat(((Merged) merge(first, second)).leftOut()).hasSize(1);

        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.git("for-each-ref", "refs/heads/main")).isEqualTo(before);
        String left = Scripts.run(
                temp,
                "find . -name MERGE_HEAD -o -name AUTO_MERGE -o -name '*.lock' -o -name '*.orig' -o -name '*.rej'");
        assertThat(left).isEmpty();
    }

    @Test
    void aMergeThatFailsLeavesTheOnlyCopyWhereItIs() throws Exception {
        Workspace workspace = sandbox.prepared("P1");
        Sandbox.write(workspace.directory().resolve("a"), "mine\n");
        FeatureTip tip = sandbox.collected(workspace);
        Files.createDirectories(sandbox.coordination);
        Path inTheWay = Files.writeString(sandbox.coordination.resolve("integration"), "no directory\n");

        assertThatThrownBy(() -> merge(tip)).isInstanceOf(RepositoryFailed.class);

        assertThat(workspace.directory().resolve("a")).hasContent("mine");
        assertThat(sandbox.commit("refs/heads/feature/P1")).isEqualTo(tip.tip());
        Files.delete(inTheWay);
        land(tip);
        assertThat(sandbox.content("main", "a")).isEqualTo("mine");
    }

    @Test
    void theSameNewFileOfTwoIsAConflict() throws InterruptedException {
        FeatureTip first = sandbox.made("P1", "new.txt", "of the first\n");
        FeatureTip second = sandbox.made("P2", "new.txt", "of the second\n");

        Merged merged = (Merged) merge(first, second);

        assertThat(merged.leftOut()).singleElement().satisfies(out -> {
            assertThat(out.feature()).isEqualTo(second.feature());
            assertThat(((MergeOutcome.Conflicted) out).files().get(0).with()).containsExactly(first.feature());
        });
        assertThat(sandbox.content(second.tip().value(), "new.txt")).isEqualTo("of the second");
    }

    @Test
    void aWorkTreeFromBeforeALandingDeletesNothingOfIt() throws InterruptedException {
        Workspace stale = sandbox.prepared("P2");
        land(sandbox.made("P1", "landed.txt", "landed\n"));
        Sandbox.write(stale.directory().resolve("late.txt"), "late\n");

        land(sandbox.collected(stale));

        assertThat(sandbox.content("main", "landed.txt")).isEqualTo("landed");
        assertThat(sandbox.content("main", "late.txt")).isEqualTo("late");
    }

    /** It commits, and moves the branch of another agent, which works meanwhile, to that commit. */
    @Test
    void whatAnAgentPutsOnASiblingsBranchTakesNothingAway() throws InterruptedException {
        Workspace stray = sandbox.prepared("P1");
        Workspace sibling = sandbox.prepared("P2");
        Sandbox.write(sibling.directory().resolve("b"), "of the sibling\n");
        Scripts.in(
                stray, "echo of the stray > a; git add a; git commit -qm a; git update-ref refs/heads/feature/P2 HEAD");

        land(sandbox.collected(stray));
        Collected.Unusable unusable = sandbox.unusable(sibling);

        assertThat(unusable.reason()).contains("something outside of its work tree moved the branch feature/P2");
        assertThat(sandbox.content(unusable.kept().ref(), "b")).isEqualTo("of the sibling");
        assertThat(sandbox.content("main", "a")).isEqualTo("of the stray");
    }

    @Test
    void gitInitInAWorkTreeKeepsNobodyFromItsWork() {
        Worktrees worktrees = sandbox.worktrees();
        Workspace workspace = sandbox.prepared("P1");
        Scripts.in(workspace, "echo mine > a; GIT_DIR=$(git rev-parse --absolute-git-dir) git init -q");
        assertThat(sandbox.git("config", "core.bare")).isEqualTo("true");

        Collected collected = worktrees.collect(workspace, Sandbox.feature("P1"));

        assertThat(collected).isInstanceOf(Collected.Work.class);
        assertThat(sandbox.content(((Collected.Work) collected).tip().value(), "a"))
                .isEqualTo("mine");
        assertThat(worktrees.keep(workspace, Sandbox.feature("P1")).ref()).isNotEmpty();
    }

    @Test
    void aHeldLockOfTheConfigurationStopsNoWorkTree() throws Exception {
        Path lock = Files.createFile(sandbox.directory.resolve(".git/config.lock"));

        Workspace workspace = sandbox.prepared("P1");

        assertThat(workspace.directory().resolve("README")).exists();
        assertThat(sandbox.has(workspace.branch())).isTrue();
        assertThat(lock).exists();
    }

    @Test
    void aCommitOnADetachedHeadOutlivesItsWorkTree() {
        Workspace workspace = sandbox.prepared("P1");
        Scripts.in(
                workspace,
                "git switch -q --detach; echo mine > a; git add a; git commit -qm a; git checkout -q --detach HEAD~");

        Collected.Kept kept = sandbox.keep(workspace);

        assertThat(kept.stays()).isEmpty();
        assertThat(workspace.directory()).doesNotExist();
        sandbox.git("gc", "--quiet", "--prune=now");
        assertThat(sandbox.pinned()).contains("mine\n");
    }

    @Test
    void namesThatDifferByCaseOnlyAreTwoFiles() throws InterruptedException {
        FeatureTip first = sandbox.made("P1", "Notes.txt", "upper\n");
        FeatureTip second = sandbox.made("P2", "notes.txt", "lower\n");

        sandbox.integrator().land(((Merged) merge(first, second)).candidate());

        assertThat(sandbox.content("main", "Notes.txt")).isEqualTo("upper");
        assertThat(sandbox.content("main", "notes.txt")).isEqualTo("lower");
    }
}
