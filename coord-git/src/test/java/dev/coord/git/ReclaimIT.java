package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.process.ProcessFamily;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.plan.Feature;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Leftover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work trees that no run tells of any more. */
class ReclaimIT {

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
    class Reclaim {

        private List<Leftover> reclaim() {
            return sandbox.worktrees().reclaim(List.of(P1), List.of());
        }

        @Test
        void pinsWhatARunLeftOfWhichNothingIsKnown() {
            Workspace lost = sandbox.prepared("P1");
            Scripts.in(lost, "echo mine > x");

            List<Leftover> found = reclaim();

            assertThat(found).hasSize(1);
            assertThat(found.get(0).found()).contains(lost.directory().toString(), KEPT);
            assertThat(sandbox.content(KEPT, "x")).isEqualTo("mine");
            assertThat(lost.directory()).doesNotExist();
            assertThat(sandbox.prepared("P1", 2).directory()).exists();
        }

        @Test
        void leavesAloneWhatTheRunTellsOf() {
            Workspace known = sandbox.prepared("P1");
            Scripts.in(known, "echo mine > x");

            assertThat(sandbox.worktrees().reclaim(List.of(P1), List.of(known))).isEmpty();

            assertThat(known.directory().resolve("x")).exists();
            assertThat(Scripts.run(known.directory(), "git symbolic-ref HEAD")).contains("refs/heads/feature/P1");
        }

        @Test
        void leavesAloneWhatOtherFeaturesMade() {
            Workspace other = sandbox.prepared("P2");

            assertThat(reclaim()).isEmpty();

            assertThat(other.directory()).exists();
        }

        @Test
        void letsAWorkTreeGoThatWasMoved() {
            Workspace first = sandbox.prepared("P1");
            Scripts.in(first, "echo mine > x; echo staged > y; git add y");
            Path moved = temp.resolve("moved");
            sandbox.git("worktree", "move", first.directory().toString(), moved.toString());

            List<Leftover> found = reclaim();

            assertThat(found.get(0).found()).contains(moved.toString());
            assertThat(Scripts.run(moved, "git status --porcelain").lines()).containsExactly("A  y", "?? x");
            assertThat(sandbox.prepared("P1", 2).directory()).exists();
        }

        @Test
        void letsAWorkTreeGoThatWasMovedBehindGitsBack() throws IOException {
            Workspace first = sandbox.prepared("P1");
            Scripts.in(first, "git commit -q --allow-empty -m own; echo mine > x");
            Path moved = temp.resolve("moved");
            Files.move(first.directory(), moved);

            reclaim();
            Workspace second = sandbox.prepared("P1", 2);

            assertThat(second.directory()).exists();
            assertThat(moved.resolve("x")).hasContent("mine");
            assertThat(sandbox.git("log", "--format=%s", "--all")).contains("own");
        }

        @Test
        void findsWhatWasMovedTogetherWithTheRepository() throws IOException {
            Workspace lost = sandbox.prepared("P1");
            Scripts.in(lost, "echo mine > x");
            Files.move(temp.resolve("repo"), temp.resolve("new"));
            Files.move(temp.resolve("repo.coord"), temp.resolve("new.coord"));
            sandbox = Sandbox.at(temp.resolve("new"));

            List<Leftover> found = reclaim();

            assertThat(found.get(0).found()).contains(KEPT);
            assertThat(sandbox.content(KEPT, "x")).isEqualTo("mine");
            assertThat(sandbox.prepared("P1", 2).directory()).exists();
        }

        @Test
        void findsTheBranchOfAnUnfinishedRebase() {
            Workspace lost = sandbox.prepared("P1");
            Scripts.in(
                    lost,
                    "echo x > README; git commit -qam x; git checkout -q --detach main; echo y > README;"
                            + " git commit -qam y; c=$(git rev-parse HEAD); git checkout -q feature/P1;"
                            + " git rebase -q $c || true");

            reclaim();

            assertThat(sandbox.prepared("P1", 2).directory()).exists();
            assertThat(sandbox.git("log", "--format=%s", "--all")).contains("x", "y");
        }

        @Test
        void reclaimsALockedWorkTree() {
            Workspace lost = sandbox.prepared("P1");
            Scripts.in(lost, "echo mine > x; git worktree lock .");

            reclaim();

            assertThat(sandbox.content(KEPT, "x")).isEqualTo("mine");
            assertThat(sandbox.prepared("P1", 2).directory()).exists();
        }

        @Test
        void endsWhatStillRunsThere() throws Exception {
            Workspace lost = sandbox.prepared("P1");
            ProcessBuilder agent = new ProcessBuilder("sleep", "600");
            agent.environment().put(ProcessFamily.MARKER, AttemptFamily.marker(lost));
            Process process = agent.start();

            reclaim();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lost.directory()).doesNotExist();
        }

        @Test
        void refusesABranchTheUserHasCheckedOut() {
            sandbox.prepared("P1");
            sandbox.git("checkout", "-q", "--ignore-other-worktrees", "feature/P1");

            assertThatThrownBy(this::reclaim)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("checked out in " + sandbox.directory);
        }
    }
}
