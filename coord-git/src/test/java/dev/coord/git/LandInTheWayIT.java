package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.LockPatience;
import dev.coord.git.land.CheckoutIndex;
import dev.coord.git.land.LandingIntent;
import dev.coord.git.land.TargetCheckouts;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.LandingOutcome.CheckoutInTheWay;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a wave from landing. */
class LandInTheWayIT extends LandingFixture {

    private CheckoutInTheWay refused(Candidate candidate) {
        LandingOutcome outcome = land(candidate);
        assertThat(outcome).isInstanceOf(CheckoutInTheWay.class);
        assertThat(sandbox.commit("main")).isEqualTo(base);
        return (CheckoutInTheWay) outcome;
    }

    @Test
    void areTrackedChangesAndTheCommandLandsByHand() {
        Candidate candidate = candidate();
        sandbox.write("README", "mine\n");

        CheckoutInTheWay refused = refused(candidate);

        assertThat(refused.reason()).contains("'README'");
        assertThat(sandbox.commit(refused.keptAt())).isEqualTo(candidate.commit());
        Scripts.run(temp, refused.command());
        assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
        assertThat(sandbox.directory.resolve("README")).hasContent("mine");
        assertThat(sandbox.integrator().land(candidate)).isEqualTo(new Landed(candidate.commit()));
    }

    @Test
    void areUntrackedFilesThatWouldBeOverwritten() {
        Candidate candidate = candidate();
        sandbox.write("new/file", "mine\n");

        assertThat(refused(candidate).reason()).contains("overwritten: 'new/file'");
        assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
    }

    @Test
    void areIgnoredFilesThatWouldBeOverwritten() {
        Candidate candidate = candidate();
        sandbox.write(".git/info/exclude", "new\n");
        sandbox.write("new/file", "mine\n");

        CheckoutInTheWay refused = refused(candidate);
        assertThat(refused.reason()).contains("overwritten: 'new/file'");

        Scripts.run(temp, refused.command() + " || true");
        assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
        assertThat(sandbox.commit("main")).isEqualTo(base);
        Scripts.run(temp, "rm \"" + sandbox.directory + "/new/file\"; " + refused.command());
        assertBroughtForward(sandbox.directory);
    }

    @Test
    void isABranchThatSomethingMovedWithoutItsFiles() {
        Candidate candidate = candidate();
        sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
        sandbox.write(".git/info/exclude", "new\n");
        sandbox.write("new/file", "mine\n");

        assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("something moved the branch")
                .satisfies(failure -> {
                    String text = String.valueOf(failure.getMessage());
                    String command = text.substring(text.indexOf("git -C "));
                    Scripts.run(temp, command + " || true");
                    assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
                    assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
                    Scripts.run(sandbox.directory, "rm -r new");
                    Scripts.run(temp, command);
                });

        assertBroughtForward(sandbox.directory);
        assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
    }

    @Test
    void isAFileThatIsStagedAfterTheFirstLook() {
        Candidate candidate = candidate();
        TargetCheckouts checkouts = new TargetCheckouts(
                sandbox.repository().internal(), Sandbox.MAIN, new LockPatience(LockPatience.USUAL));
        assertThat(checkouts.unfinished()).isEmpty();
        sandbox.write("note", "mine\n");
        sandbox.git("add", "note");

        assertThat(checkouts.prepare(base, candidate.commit()))
                .isInstanceOfSatisfying(
                        TargetCheckouts.Obstacle.class,
                        it -> assertThat(it.reason()).contains("changes to tracked files: 'note'"));
        assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                .isEmpty();
    }

    @Test
    void isAFileThatIsStagedWhileTheLockIsTaken() throws IOException {
        Candidate candidate = candidate();
        LandingIntent intent =
                LandingIntent.write(sandbox.directory.resolve(".git"), Sandbox.MAIN, base, candidate.commit());
        sandbox.write("note", "mine\n");
        sandbox.git("add", "note");

        intent.takeLock();

        assertThat(new CheckoutIndex(sandbox.repository().internal().git(), intent.index()).is(base))
                .isFalse();
        intent.end();
    }

    @Test
    void isAnIgnoredFileThatIsMadeWhileTheCheckoutFollows() {
        sandbox.write(".gitattributes", "*.big filter=disk\n");
        sandbox.write(".gitignore", "*.log\n");
        sandbox.commitAll("attributes");
        sandbox.git("config", "filter.disk.smudge", "cat");
        Workspace workspace = sandbox.prepared("P1");
        Sandbox.write(workspace.directory().resolve("a.big"), "big\n");
        Sandbox.write(workspace.directory().resolve("z.log"), "theirs\n");
        Scripts.run(workspace.directory(), "git add --force .");
        Candidate candidate = candidate(sandbox.collected(workspace));
        sandbox.git("config", "filter.disk.smudge", "echo mine >z.log; cat");
        GitIntegrator integrator = sandbox.integrator();

        assertThat(integrator.land(candidate)).isInstanceOf(Landed.class);

        assertThat(sandbox.directory.resolve("z.log")).hasContent("mine");
        assertThat(sandbox.directory.resolve("a.big")).hasContent("big");
        assertThat(integrator.behind()).singleElement().asString().contains("'z.log'");
    }

    @Test
    void isAnIgnoredFileWhereADirectoryHasToBe() {
        Candidate candidate = candidate();
        sandbox.write(".git/info/exclude", "new\n");
        sandbox.write("new", "mine\n");

        CheckoutInTheWay refused = refused(candidate);
        assertThat(refused.reason()).contains("overwritten: 'new/file'");
        Scripts.run(temp, refused.command() + " || true");
        assertThat(sandbox.directory.resolve("new")).hasContent("mine");
    }

    @Test
    void isAnIgnoredDirectoryWhereAFileHasToBe() {
        Candidate candidate = candidate(sandbox.made("P1", "new", "file\n"));
        sandbox.write(".git/info/exclude", "mine\n");
        sandbox.write("new/mine", "mine\n");

        CheckoutInTheWay refused = refused(candidate);
        assertThat(refused.reason()).contains("overwritten: 'new'");
        Scripts.run(temp, refused.command() + " || true");
        assertThat(sandbox.directory.resolve("new/mine")).hasContent("mine");
    }

    @Test
    void isAnIgnoredFileWhoseNameIsNotText() {
        sandbox.write(".git/info/exclude", "*.log\n");
        Workspace workspace = sandbox.prepared("P1");
        Scripts.run(workspace.directory(), "echo theirs >\"$(printf 'b\\351.log')\" && git add --force .");
        Candidate candidate = candidate(sandbox.collected(workspace));
        Scripts.run(sandbox.directory, "echo mine >\"$(printf 'b\\351.log')\"");

        assertThat(refused(candidate).reason()).contains("overwritten: 'b");

        assertThat(Scripts.run(sandbox.directory, "cat b*.log")).isEqualTo("mine\n");
    }

    @Test
    void areChangesThatTheUserHidFromGit() {
        Candidate candidate = candidate();
        sandbox.git("update-index", "--assume-unchanged", "shared.txt");
        sandbox.write("shared.txt", "mine\n");

        CheckoutInTheWay refused = refused(candidate);
        assertThat(refused.reason()).contains("--assume-unchanged").contains("'shared.txt'");

        Scripts.run(temp, refused.command() + " || true");
        assertThat(sandbox.directory.resolve("shared.txt")).hasContent("mine");
    }

    @Test
    void areChangesBehindSkipWorktreeButNotWhatIsHiddenAndUnchanged() {
        Candidate candidate = candidate();
        sandbox.git("update-index", "--skip-worktree", "shared.txt");
        sandbox.write("shared.txt", "mine\n");
        refused(candidate);
        sandbox.write("shared.txt", "one\ntwo\nthree\n");

        assertThat(land(candidate)).isInstanceOf(Landed.class);

        assertBroughtForward(sandbox.directory);
        assertThat(sandbox.git("ls-files", "-v", "shared.txt")).isEqualTo("S shared.txt");
    }

    @Test
    void isNotAFileThatWasOnlyTouched() throws IOException {
        Candidate candidate = candidate();
        Files.setLastModifiedTime(
                sandbox.directory.resolve("shared.txt"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));

        assertThat(land(candidate)).isInstanceOf(Landed.class);

        assertBroughtForward(sandbox.directory);
    }

    @Test
    void isASettingOfAnAgentsThatHidesTheCheckout() {
        Candidate candidate = candidate();
        GitIntegrator integrator = sandbox.integrator();
        sandbox.git("config", "core.bare", "true");

        LandingOutcome outcome = integrator.land(candidate);

        assertThat(outcome).isInstanceOfSatisfying(CheckoutInTheWay.class, it -> {
            assertThat(it.reason()).contains("core.bare");
            Scripts.run(temp, it.command());
        });
        assertBroughtForward(sandbox.directory);
    }

    @Test
    void isAnUnfinishedRebaseOfTheTarget() {
        sandbox.git("switch", "--quiet", "--create", "aside");
        sandbox.write("README", "aside\n");
        sandbox.commitAll("aside");
        sandbox.git("switch", "--quiet", "main");
        sandbox.write("README", "main\n");
        base = sandbox.commitAll("main");
        Candidate candidate = candidate();
        assertThat(sandbox.ask("rebase", "aside").succeeded()).isFalse();

        assertThat(refused(candidate).reason()).contains("unfinished rebase", "finish or abort");
        assertThat(refused(candidate).command()).isEmpty(); // a merge would go into the rebase
    }

    @ParameterizedTest
    @ValueSource(strings = {"MERGE_HEAD", "REVERT_HEAD", "sequencer/todo", "rebase-apply/applying"})
    void isAnythingElseUnfinishedThere(String state) {
        Candidate candidate = candidate();
        sandbox.write(".git/" + state, base + "\n");

        assertThat(refused(candidate).reason()).contains(state, "finish or abort");
        assertThat(refused(candidate).command()).isEmpty();
    }
}
