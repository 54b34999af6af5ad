package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt leaves that is given up, and what a killed process leaves. */
class KeepIT {

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
    class Keep {

        @Test
        void pinsUncommittedWorkAndRemovesTheRest() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a; git add a; git commit -qm a; echo b > b; echo staged > c; git add c");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(kept.ref()).isEqualTo(KEPT);
            assertThat(sandbox.git("ls-tree", "-r", "--name-only", KEPT).lines())
                    .containsExactly("README", "a", "b", "c", "shared.txt");
            assertThat(sandbox.has("feature/P1")).isFalse();
            assertThat(temp.resolve("repo.coord")).doesNotExist();
            assertThat(sandbox.git("worktree", "list").lines()).hasSize(1);
        }

        @Test
        void answersTheSameWhenRepeated() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo b > b");
            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);
            CommitId commit = sandbox.commit(KEPT);

            assertThat(sandbox.worktrees().keep(workspace, P1)).isEqualTo(kept);
            assertThat(sandbox.commit(KEPT)).isEqualTo(commit);
        }

        @Test
        void answersTheSameAfterCollectFoundItUnusable() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "git switch -q --detach; echo b > b");
            Collected.Kept kept = sandbox.unusable(workspace).kept();
            CommitId commit = sandbox.commit(KEPT);

            assertThat(sandbox.worktrees().keep(workspace, P1)).isEqualTo(kept);
            assertThat(sandbox.commit(KEPT)).isEqualTo(commit);
        }

        @Test
        void hasNothingToKeepOfAnUntouchedOrMissingWorkspace() {
            Workspace workspace = sandbox.prepared("P1");
            Workspace never = sandbox.worktrees().locate(Sandbox.RUN, new FeatureId("P9"), 1, workspace.base());

            assertThat(sandbox.worktrees().keep(workspace, P1).ref()).isEmpty();
            assertThat(sandbox.worktrees().keep(never, P1).ref()).isEmpty();
            assertThat(sandbox.git("for-each-ref", "refs/coord")).isEmpty();
        }

        @Test
        void keepsCommitsOfAWorkTreeThatTheAgentDeleted() throws IOException {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a; git add a; git commit -qm a");
            DirectoryTree.delete(workspace.directory());

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
        }

        @Test
        void keepsFilesOfAWorkTreeThatGitHasForgotten() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a; rm .git; git --git-dir=" + sandbox.directory + "/.git worktree prune");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
            assertThat(sandbox.content(kept.ref(), "README")).isEqualTo("hello");
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void keepsFilesBesideARepositoryThatTheAgentMadeAtTheTop() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "rm .git; git init -q; echo a > a; git add a");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
        }

        @Test
        void removesDirectoriesWithoutWritePermission() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "mkdir -p d/e; echo a > d/e/a; chmod 555 d/e d");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "d/e/a")).isEqualTo("a");
            assertThat(workspace.directory()).doesNotExist();
        }
    }

    @Nested
    class Killed {

        @Test
        void whileTheWorkTreeWasMadeHasNothingToKeep() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "rm README; rm \"$(git rev-parse --git-dir)/index\"");

            assertThat(sandbox.worktrees().keep(workspace, P1).ref()).isEmpty();
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void inTheMiddleOfACommitLeavesLocksThatStopNobody() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; touch \"$(git rev-parse --git-dir)/HEAD.lock\" \"$(git rev-parse --git-common-dir)/refs/heads/feature/P1.lock\"");

            assertThat(hastyWork(workspace).changed()).containsExactly("a");
            sandbox.hastyWorktrees().remove(workspace);

            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock'"))
                    .isEmpty();
        }

        @Test
        void whilePinningLeavesALockThatStopsNobody() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");
            sandbox.write(".git/refs/coord/tips/r1/P1-1.lock", "");

            assertThat(hastyWork(workspace).changed()).containsExactly("a");
        }

        private Collected.Work hastyWork(Workspace workspace) {
            return (Collected.Work) sandbox.hastyWorktrees().collect(workspace, P1);
        }
    }
}
