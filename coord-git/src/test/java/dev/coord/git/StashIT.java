package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stashes, of which all work trees of a repository share one list. */
class StashIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Nested
    class AStash {

        @Test
        void isToldAndPinnedThoughTheFeatureIsWhole() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo stashed > README; git stash -q; echo mine > mine");

            Collected.Work work = (Collected.Work) sandbox.collect(workspace);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);
            sandbox.git("stash", "drop", "--quiet");

            assertThat(work.stashes()).singleElement().asString().startsWith("'WIP on feature/P1: ");
            assertThat(sandbox.git("log", "--format=%s", kept.ref())).contains("WIP on feature/P1");
            assertThat(sandbox.pinned()).contains("stashed");
        }

        @Test
        void ofAnEarlierAttemptIsToldOnce() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo stashed > README; git stash -q");

            assertThat(sandbox.keep(workspace).stashes()).hasSize(1);
            assertThat(sandbox.keep(workspace).stashes()).hasSize(1);

            Workspace second = sandbox.prepared("P1", 2);
            assertThat(((Collected.Work) sandbox.collect(second)).stashes()).isEmpty();
        }

        @Test
        void thatAnotherAgentDroppedIsToldAndPinned() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo stashed > README; git stash -q; git stash clear; echo other > other");

            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(kept.stashes()).singleElement().asString().contains("WIP on feature/P1", "gone from there");
            assertThat(sandbox.pinned()).contains("stashed");
        }

        @Test
        void thatTheAgentTookBackIsNoWord() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo stashed > README; git stash -q; git stash pop -q; echo other > other");

            assertThat(sandbox.keep(workspace).stashes()).isEmpty();
        }

        @Test
        void ofTheUserThatAnAgentTakesMakesItsWorkUnusableAndIsKept() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "push", "--quiet", "-m", "mine 'n yours");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo mine > mine; git add mine; git commit -qm mine; git stash pop -q; echo other > other");
            sandbox.git("config", "diff.orderFile", "/nonexistent");
            String stash = "On main: mine 'n yours";

            Collected.Unusable unusable = (Collected.Unusable) sandbox.collect(workspace);
            sandbox.keep(workspace);

            assertThat(unusable.reason()).contains("'" + stash + "'");
            String kept = sandbox.git("for-each-ref", "--format=%(objectname)", "refs/coord/kept/stash-*");
            sandbox.git("stash", "store", "-m", stash, kept);
            assertThat(sandbox.content("stash@{0}", "README")).isEqualTo("users");
            assertThat(sandbox.git("for-each-ref", "refs/coord/stashes")).isEmpty();
        }

        @Test
        void ofTheUserThatIsClearedIsKept() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "--quiet");
            Workspace first = sandbox.prepared("P1");
            Workspace second = sandbox.prepared("P2");
            Scripts.in(second, "git stash clear; echo mine > mine");

            assertThat(sandbox.collect(first)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(first);
            sandbox.worktrees().remove(second);

            assertThat(sandbox.git("for-each-ref", "--format=%(refname)", "refs/coord/kept/stash-*"))
                    .hasLineCount(1);
            assertThat(sandbox.pinned()).contains("users");
        }

        @Test
        void ofTheUserThatStaysLeavesNothingBehind() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "--quiet");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo users > README");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("for-each-ref", "refs/coord/stashes", "refs/coord/kept"))
                    .isEmpty();
        }

        @Test
        void ofAnotherOrOfTheUserIsLeftOut() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "--quiet");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo mine > mine");

            assertThat(((Collected.Work) sandbox.collect(workspace)).stashes()).isEmpty();
        }
    }
}
