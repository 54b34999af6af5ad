package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coord.core.process.ProcessFamily;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of a feature, a real command where a real agent worked. */
class WorkCheckIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private Worktrees worktrees;
    private Workspace workspace;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write(".gitignore", "*.log\ncache/\n");
        sandbox.commitAll("ignore");
        worktrees = sandbox.worktrees();
        workspace = sandbox.prepared("P1");
    }

    private static Feature checkedBy(String command) {
        return Feature.builder("P1").writes("a.txt").check(command).build();
    }

    private Collected.Work made(String script) {
        Scripts.in(workspace, script);
        return (Collected.Work) worktrees.collect(workspace, checkedBy("true"));
    }

    private TestResult check(Collected.Work work, String command) throws InterruptedException {
        return worktrees.check(workspace, checkedBy(command), work.tip());
    }

    private void assertAsCollected(Collected.Work work) {
        assertThat(Scripts.run(
                        workspace.directory(),
                        "git symbolic-ref HEAD; git rev-parse HEAD feature/P1; git status --porcelain --ignored;"
                                + " git ls-files -v; git log -g --format=%H -1; git stash list; cat a.txt sub/b"))
                .isEqualTo("refs/heads/feature/P1\n" + work.tip() + "\n" + work.tip()
                        + "\nH .gitignore\nH README\nH a.txt\nH shared.txt\nH sub/b\n" + work.tip()
                        + "\nmine\nbelow\n");
    }

    @Test
    void runsWhereItsAgentWorkedAndIsToldWhatItChecks() throws InterruptedException {
        Collected.Work work = made("echo mine > a.txt");

        TestResult result = check(
                work, "echo $COORD_FEATURE $COORD_RUN ${COORD_LEASE-none}; test -n \"$COORD_ATTEMPT\"; pwd; cat a.txt");

        assertThat(result.verdict()).isEqualTo(Verdict.GREEN);
        assertThat(result.took()).isPositive();
        assertThat(result.output()).isEqualTo("P1 r1 none\n" + workspace.directory() + "\nmine\n");
        assertThat(sandbox.coordination.resolve("runs/r1/check/P1.log"))
                .content()
                .contains("P1 r1 none")
                .contains("check of P1: exit status 0 after");
    }

    @Test
    void redIsToldWithItsOutputWhateverThatIs() throws InterruptedException {
        TestResult result = check(made("echo mine > a.txt"), "printf '\\377\\000\\033[31mno\\n'; exit 3");

        assertThat(result.verdict()).isEqualTo(Verdict.RED);
        assertThat(result.result()).isEqualTo("exit status 3");
        assertThat(result.log())
                .isEqualTo(sandbox.coordination.resolve("runs/r1/check/P1.log").toString());
        assertThat(result.output()).endsWith("\u001b[31mno\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > a.txt; echo y > new; git add -A; git commit -qm check",
                "git switch -qc other; rm a.txt; git commit -qam other; echo z > z; git add z",
                "git checkout -q --detach HEAD~1; git branch -f feature/P1 HEAD; git tag gone",
                "git update-index --assume-unchanged a.txt; git update-index --skip-worktree README; echo x | tee a.txt README",
                "rm -rf -- * .git* && mkdir a.txt && echo x > a.txt/b",
                "rm -rf \"$PWD\"; ln -s / \"$PWD\"",
                "git worktree remove --force .",
                "git init -q nested; echo x > nested/x; echo '*' > .gitignore; echo x > junk; mkfifo pipe .gitattributes",
                "git merge -q --no-commit main; git bisect start; echo x > .git/x; chmod a-w sub; chmod 0 a.txt",
                "git rm -rqf .; rm -f \"$(git rev-parse --git-dir)/index\"; touch \"$(git rev-parse --git-dir)/index.lock\""
            })
    void whateverItDoesToItsWorkTreeIsTakenBack(String command) throws InterruptedException {
        sandbox.write("other", "others\n");
        sandbox.commitAll("meanwhile");
        Collected.Work work = made("echo first > a.txt; git add a.txt; git commit -qm first; mkdir sub;"
                + " echo mine > a.txt; echo below > sub/b");

        check(work, command);

        assertAsCollected(work);
        assertThat(worktrees.remove(workspace)).isEqualTo(new Collected.Kept(""));
        assertThat(workspace.directory()).doesNotExist();
    }

    @Test
    void aStashItMadeTakesNothingAway() throws InterruptedException {
        Collected.Work work = made("mkdir sub; echo mine > a.txt; echo below > sub/b");

        check(work, "echo x > a.txt; echo y > new; git stash -q -u");
        sandbox.git("stash", "drop", "--quiet");

        assertAsCollected(work);
    }

    @Test
    void whatGitIgnoresStays() throws InterruptedException {
        Collected.Work work = made("echo mine > a.txt; mkdir cache; echo agents > cache/a");

        check(work, "cat cache/a > cache/b; echo told > test.log");

        assertThat(workspace.directory().resolve("cache/a")).hasContent("agents");
        assertThat(workspace.directory().resolve("cache/b")).hasContent("agents");
        assertThat(workspace.directory().resolve("test.log")).hasContent("told");
    }

    @Test
    void nothingIsLostThatItsAgentLeftBesideItsWork() throws InterruptedException {
        Collected.Work work = made("echo away > a.txt; git add a.txt; git commit -qm away; git reset -q --hard HEAD~1;"
                + " echo stashed > README; git stash -q; echo staged > a.txt; git add a.txt; echo mine > a.txt");

        check(
                work,
                "git stash clear; git reset -q --hard; git reflog expire --expire=now --all; git gc -q --prune=now");

        assertThat(sandbox.pinned()).contains("away\n", "stashed\n", "staged\n", "mine\n");
    }

    @Test
    void whatItLeavesRunningIsEndedWithIt() throws InterruptedException {
        Collected.Work work = made("echo mine > a.txt");

        assertThat(check(work, "sleep 60 & (setsid sleep 61 &) ; echo ready").isGreen())
                .isTrue();

        assertThat(new ProcessFamily(AttemptFamily.marker(workspace)).end(Optional.empty()))
                .isEmpty();
    }

    @Test
    void whatDoesNotEndIsOverdue() throws InterruptedException {
        Collected.Work work = made("mkdir sub; echo mine > a.txt; echo below > sub/b");
        worktrees.checkTimeout(Duration.ofSeconds(1));

        TestResult result = check(work, "trap '' TERM; echo x > a.txt; echo waiting; sleep 60; sleep 60");

        assertThat(result.verdict()).isEqualTo(Verdict.OVERDUE);
        assertThat(result.result()).isEqualTo("still running after 1 s and ended");
        assertThat(result.output()).isEqualTo("waiting\n");
        assertAsCollected(work);
    }

    @Test
    void whatAKilledCoordinatorLeftOfItIsTakenBackBeforeAnythingElse() throws InterruptedException, IOException {
        Collected.Work work = made("mkdir sub; echo mine > a.txt; echo below > sub/b");
        String killed =
                "rm -rf \"$COORD_DIR/saved\"; cp -a \"$COORD_DIR/runs/r1/check/P1-1.before\" \"$COORD_DIR/saved\"";
        Path before = sandbox.coordination.resolve("runs/r1/check/P1-1.before");
        String done = "echo junk > a.txt; git commit -qam junk; echo more > more";
        check(work, killed);
        assertThat(before).doesNotExist();

        Files.move(sandbox.coordination.resolve("saved"), before);
        Scripts.in(workspace, done);
        assertThat(check(work, killed + "; cat a.txt; test ! -e more").output()).isEqualTo("mine\n");
        assertAsCollected(work);

        Files.move(sandbox.coordination.resolve("saved"), before);
        Scripts.in(workspace, done);
        assertThat(worktrees.keep(workspace, checkedBy("true")))
                .isEqualTo(new Collected.Kept("refs/coord/tips/r1/P1-1"));
        assertThat(workspace.directory()).doesNotExist();
    }

    @Test
    void aWorkTreeThatIsGoneCannotBeChecked() throws InterruptedException {
        Collected.Work work = made("echo mine > a.txt");
        Scripts.run(temp, "rm -rf " + workspace.directory());

        assertThat(catchThrowable(() -> check(work, "true")))
                .hasMessage("its work tree " + workspace.directory() + " is gone");
    }
}
