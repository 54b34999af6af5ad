package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a work tree becomes the commit of a feature. */
class CollectIT {

    private static final String TIP = "refs/coord/tips/r1/P1-1";
    private static final String KEPT = "refs/coord/kept/r1/P1-1";

    private static final Feature P1 = Sandbox.feature("P1");

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Nested
    class Collect {

        @Test
        void makesACommitOfItsOwnWhereNothingChanged() {
            Workspace workspace = sandbox.prepared("P1");

            Collected.Work work = sandbox.work(workspace);

            assertThat(work.changed()).isEmpty();
            assertThat(work.tip()).isNotEqualTo(workspace.base());
            assertThat(sandbox.commit(work.tip() + "^")).isEqualTo(workspace.base());
        }

        @Test
        void putsWhatIsLeftOverOnTopOfTheAgentsCommits() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; git add a; git commit -qm mine; echo b > b; rm README; echo z >> shared.txt");
            CommitId own = sandbox.commit("feature/P1");

            Collected.Work work = sandbox.work(workspace);

            assertThat(work.changed()).containsExactly("README", "a", "b", "shared.txt");
            assertThat(sandbox.commit(work.tip() + "^")).isEqualTo(own);
            assertThat(sandbox.commit("feature/P1")).isEqualTo(work.tip());
            assertThat(sandbox.commit(TIP)).isEqualTo(work.tip());
            assertThat(sandbox.git("log", "-1", "--format=%an %s", work.tip().value()))
                    .startsWith("Ada P1: ");
            assertThat(Scripts.run(workspace.directory(), "git status --porcelain"))
                    .isEmpty();
        }

        @Test
        void answersTheSameWhenAskedAgain() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");

            assertThat(sandbox.work(workspace)).isEqualTo(sandbox.work(workspace));
        }

        @Test
        void bringsHostileNamesLinksAndModesHome() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "mkdir -p 'app/[id]' && echo 1 > 'app/[id]/page.tsx' && echo 2 > 'it'\\''s \"q\".txt' && echo 3 > \"$(printf 'new\\nline')\""
                            + " && echo 4 > \"$(printf 'b\\377d')\" && echo 5 > ':(top)x' && echo 6 > -n && ln -s /nowhere link && echo 7 > run.sh && chmod +x run.sh"
                            + " && echo 8 > '*.ts' && echo 9 > 'caf\u00e9'");

            Collected.Work work = sandbox.work(workspace);

            assertThat(work.changed())
                    .contains("app/[id]/page.tsx", "it's \"q\".txt", "new\nline", ":(top)x", "-n", "*.ts", "caf\u00e9")
                    .hasSize(10);
            String tree = sandbox.git("ls-tree", "-r", work.tip().value());
            assertThat(tree)
                    .containsPattern("120000 .*link")
                    .containsPattern("100755 .*run.sh")
                    .contains("run.sh");
            assertThat(sandbox.ask("ls-tree", "-r", "-z", work.tip().value()).raw())
                    .contains("\tb\u00ffd\0");
            assertThat(Scripts.run(workspace.directory(), "git status --porcelain"))
                    .isEmpty();
        }

        @Test
        void commitsIgnoredFilesOnlyWhereTheFeatureDeclaresThem() {
            sandbox.write(".gitignore", "dist/\nsecret\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "mkdir -p dist/js 'dist/[x]' && echo 1 > dist/js/a.js && echo 2 > 'dist/[x]/b.js' && echo 3 > dist/other && echo 4 > secret");
            Feature declaring = Sandbox.feature("P1", "dist/js/", "dist/[x]/*.js");

            Collected collected = sandbox.worktrees().collect(workspace, declaring);

            assertThat(((Collected.Work) collected).changed()).containsExactly("dist/[x]/b.js", "dist/js/a.js");
        }

        @Test
        void seesChangesThatTheAgentHidFromGit() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "git update-index --assume-unchanged README && git update-index --skip-worktree shared.txt && echo x > README && echo y > shared.txt");

            assertThat(sandbox.work(workspace).changed()).containsExactly("README", "shared.txt");
        }

        @Test
        void doesNotTakeFilesOutsideASparseCheckoutForDeleted() {
            sandbox.write("big/file", "big\n");
            sandbox.commitAll("more");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "git sparse-checkout set --no-cone '/*' '!/big/' && test ! -e big && echo x > x");

            assertThat(sandbox.work(workspace).changed()).containsExactly("x");
        }

        @Test
        void takesFilesOutsideTheConeOfASparseCheckout() {
            sandbox.write("src/file", "1\n");
            sandbox.write("big/x/file", "2\n");
            sandbox.write("big/other", "3\n");
            sandbox.commitAll("more");
            sandbox.git("sparse-checkout", "set", "--cone", "src");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "test ! -e big && mkdir -p big/x && echo y > src/file && echo z > big/x/file");
            assertThat(sandbox.work(workspace).changed()).containsExactly("big/x/file", "src/file");

            Scripts.in(workspace, "mkdir -p big/new && echo n > big/new/n");
            assertThat(sandbox.work(workspace).changed()).containsExactly("big/new/n", "big/x/file", "src/file");
        }

        @Test
        void isNotStoppedByTheLockOfAKilledAgent() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo x > x && touch \"$(git rev-parse --git-dir)/index.lock\"");

            assertThat(sandbox.work(workspace).changed()).containsExactly("x");
            assertThat(Scripts.run(workspace.directory(), "git status --porcelain"))
                    .isEmpty();
        }

        @Test
        void worksWithAnIndexThatIsBroken() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo x > x && echo broken > \"$(git rev-parse --git-dir)/index\"");

            assertThat(sandbox.work(workspace).changed()).containsExactly("x");
        }

        @Test
        void worksWithoutTheGitFile() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo x > x && rm .git");

            assertThat(sandbox.work(workspace).changed()).containsExactly("x");
        }

        @Test
        void refusesASwitchedBranchAndKeepsBoth() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; git add a; git commit -qm a; git switch -qc elsewhere HEAD~; echo b > b; git add b; git commit -qm b; echo c > c");

            Collected.Unusable unusable = sandbox.unusable(workspace);

            assertThat(unusable.reason()).contains("left feature/P1 for elsewhere");
            assertThat(unusable.kept().ref()).isEqualTo(KEPT);
            assertThat(sandbox.git("log", "--format=%s", KEPT).lines()).contains("a", "b");
            assertThat(sandbox.content(KEPT, "c")).isEqualTo("c");
        }

        @Test
        void refusesARewrittenBranchAndKeepsWhatWasDropped() {
            sandbox.write("second", "2\n");
            sandbox.commitAll("second");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace, "echo a > a; git add a; git commit -qm dropped; git reset -q --hard HEAD~2; echo b > b");

            Collected.Unusable unusable = sandbox.unusable(workspace);

            assertThat(unusable.reason()).contains("feature/P1 was rewritten");
            assertThat(sandbox.git("log", "--format=%s", unusable.kept().ref()).lines())
                    .contains("dropped");
            assertThat(sandbox.content(unusable.kept().ref(), "b")).isEqualTo("b");
        }

        @Test
        void refusesABranchThatTheAgentDeleted() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; git add a; git commit -qm dropped; git update-ref -d refs/heads/feature/P1; echo b > b");

            Collected.Unusable unusable = sandbox.unusable(workspace);

            assertThat(sandbox.git("log", "--format=%s", unusable.kept().ref()).lines())
                    .contains("dropped");
            assertThat(sandbox.content(unusable.kept().ref(), "b")).isEqualTo("b");
        }

        @Test
        void refusesAnUnfinishedMergeAndKeepsTheFiles() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "git switch -qc o; echo 1 > shared.txt; git commit -qam 1; git switch -q feature/P1; echo 2 > shared.txt; git commit -qam 2; git merge o || true");

            Collected.Unusable unusable = sandbox.unusable(workspace);

            assertThat(unusable.reason()).contains("unresolved");
            assertThat(sandbox.content(unusable.kept().ref(), "shared.txt")).contains("<<<<<<<");
        }
    }

    @Nested
    class RepositoryInTheWorkTree {

        private static final String MAKE =
                "mkdir lib && cd lib && git init -q && git config user.name n && git config user.email e && ";

        @Test
        void isNeverCommittedAsALink() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, MAKE + "echo a > a && git add a && git commit -qm inner && echo b > b");

            Collected.Unusable unusable = sandbox.unusable(workspace);

            assertThat(unusable.reason()).contains("'lib' is a git repository of its own");
            String kept = unusable.kept().ref();
            assertThat(sandbox.content(kept, "lib/a")).isEqualTo("a");
            assertThat(sandbox.content(kept, "lib/b")).isEqualTo("b");
            assertThat(sandbox.git("ls-tree", "-r", kept)).doesNotContain("160000");
        }

        @Test
        void isKeptWithItsHistory() throws IOException {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, MAKE + "echo a > a && git add a && git commit -qm inner");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(kept.stays()).contains("'lib' holds 1 commit that no remote of it has");
            assertThat(Scripts.run(workspace.directory(), "git -C lib log --format=%s"))
                    .contains("inner");
            assertThat(sandbox.git("log", "--format=%s", kept.ref()).lines()).contains("inner");
        }

        @Test
        void isFoundWithoutACommitOrStagedOrCommittedAndInAnother() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, MAKE + "echo a > a; mkdir -p deep/er && cd deep/er && git init -q && echo d > d");
            assertThat(sandbox.unusable(workspace).reason()).contains("'lib'");
            assertThat(sandbox.content(KEPT, "lib/deep/er/d")).isEqualTo("d");

            Scripts.in(
                    workspace,
                    "cd lib && git add a && git commit -qm inner && cd .. && git add lib && git commit -qm link");

            assertThat(sandbox.unusable(workspace).reason()).contains("'lib'");
            assertThat(sandbox.git("ls-tree", "-r", KEPT)).doesNotContain("160000");
            assertThat(sandbox.content(KEPT, "lib/a")).isEqualTo("a");
        }

        @Test
        void mayBeASubmoduleThatNobodyTouched() {
            Sandbox inner = Sandbox.in(temp.resolve("inner"));
            sandbox.git(
                    "-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.directory.toString(), "sub");
            sandbox.commitAll("submodule");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "git -c protocol.file.allow=always submodule update -q --init && echo x > x");
            assertThat(sandbox.work(workspace).changed()).containsExactly("x");

            Scripts.in(workspace, "echo lost > sub/new");

            assertThat(sandbox.unusable(workspace).reason()).contains("'sub'");
            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);
            assertThat(sandbox.content(kept.ref(), "sub/new")).isEqualTo("lost");
            assertThat(sandbox.content(kept.ref(), "sub/README")).isEqualTo("hello");
            assertThat(workspace.directory()).doesNotExist();
        }
    }
}
