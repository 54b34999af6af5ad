package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorktreesIT {

    private static final String TIP = "refs/coord/tips/r1/P1-1";
    private static final String KEPT = "refs/coord/kept/r1/P1-1";

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Nested
    class Prepare {

        @Test
        void makesTheWorkTreeBesideTheRepository() {
            Workspace workspace = sandbox.prepared("P1");

            assertThat(workspace.directory()).isEqualTo(temp.toAbsolutePath().resolve("repo.coord/r1/P1-1"));
            assertThat(workspace.directory().resolve("README")).hasContent("hello");
            assertThat(sandbox.commit("feature/P1")).isEqualTo(workspace.base());
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }

        @Test
        void refusesABranchThatCoordDidNotMake() {
            sandbox.git("branch", "feature/P1");
            sandbox.git("branch", "feature/P2/more");

            assertThatThrownBy(() -> sandbox.worktrees()
                            .requireFree(List.of(new FeatureId("P1"), new FeatureId("P2"), new FeatureId("P3"))))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("'feature/P1', 'feature/P2/more'");
            assertThatThrownBy(() -> sandbox.prepared("P1")).isInstanceOf(BadInput.class);
            assertThat(temp.resolve("repo.coord")).doesNotExist();
        }

        @Test
        void refusesABranchWhoseNameIsADirectoryOfOurs() {
            sandbox.git("branch", "feature");

            assertThatThrownBy(() -> sandbox.worktrees().requireFree(List.of(new FeatureId("P1"))))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("'feature'");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "refs/coord",
                    "refs/coord/kept",
                    "refs/coord/mine",
                    "refs/coord/branches/P1/sub",
                    "refs/coord/$(touch${IFS}pwned)",
                    "refs/coord/it's"
                })
        void refusesARefWhereCoordKeepsItsOwnAndShowsHowToMoveIt(String ref) {
            sandbox.git("update-ref", ref, "HEAD");
            List<FeatureId> features = List.of(new FeatureId("P1"));

            String message = assertThrows(
                            BadInput.class, () -> sandbox.worktrees().requireFree(features))
                    .getMessage();
            Scripts.run(temp, message.substring(message.indexOf("with: ") + "with: ".length()));

            assertThat(message).contains("'" + ref + "'");
            assertThat(sandbox.commit("refs/moved-" + ref.substring("refs/".length())))
                    .isEqualTo(sandbox.commit("HEAD"));
            assertThat(temp.resolve("pwned")).doesNotExist();
            sandbox.worktrees().requireFree(features);
        }

        @Test
        void refusesABrokenRefWhereCoordKeepsItsOwn() {
            Sandbox.write(sandbox.directory.resolve(".git/refs/coord"), "nonsense\n");

            assertThatThrownBy(() -> sandbox.worktrees().requireFree(List.of(new FeatureId("P1"))))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("refs/coord");
        }

        @Test
        void isNotDisturbedByTagsOfTheSameNames() {
            sandbox.git("tag", "feature/P1");
            sandbox.git("tag", "main");

            Workspace workspace = sandbox.prepared("P1");

            assertThat(sandbox.work(workspace).changed()).isEmpty();
        }

        @Test
        void refusesAFileWhereItsWorkTreesShouldBe() {
            Sandbox.write(temp.resolve("repo.coord"), "mine\n");

            assertThatThrownBy(() -> sandbox.worktrees().requireFree(List.of(new FeatureId("P1"))))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("repo.coord is not a directory");
        }

        @Test
        void keepsWhatAnEarlierAttemptLeftOnTheBranch() {
            Workspace first = sandbox.prepared("P1");
            Scripts.in(first, "echo x > x; git add x; git commit -qm x");
            CommitId left = sandbox.commit("feature/P1");
            sandbox.git("worktree", "remove", first.directory().toString());

            Workspace second = sandbox.prepared("P1", 2);

            assertThat(sandbox.commit("refs/coord/kept/r1/P1-2.before")).isEqualTo(left);
            assertThat(sandbox.commit("feature/P1")).isEqualTo(second.base());
        }

        @Test
        void beginsAnewWhereTheUserDeletedTheOldWorkTree() throws IOException {
            Workspace first = sandbox.prepared("P1");
            DirectoryTree.delete(first.directory());

            Workspace second = sandbox.prepared("P1", 2);

            assertThat(second.directory().resolve("README")).exists();
        }

        @Test
        void makesTwelveAtOnce() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(12);
            Worktrees worktrees = sandbox.worktrees();
            List<Callable<Collected>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Workspace workspace = worktrees.locate(Sandbox.RUN, new FeatureId("F" + i), 1, sandbox.commit("main"));
                all.add(() -> {
                    worktrees.prepare(workspace);
                    Sandbox.write(workspace.directory().resolve("mine"), workspace.feature() + "\n");
                    Collected collected = worktrees.collect(workspace, Sandbox.feature("F"));
                    worktrees.remove(workspace);
                    return collected;
                });
            }

            for (Future<Collected> one : threads.invokeAll(all)) {
                assertThat(((Collected.Work) one.get()).changed()).containsExactly("mine");
            }
            threads.shutdown();

            assertThat(temp.resolve("repo.coord")).doesNotExist();
            assertThat(sandbox.git("for-each-ref", "--format=%(refname)", "refs/coord/tips")
                            .lines())
                    .hasSize(12);
            assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        }

        @Test
        void runsNoHookOfTheUser() {
            Path hook = sandbox.directory.resolve(".git/hooks/post-checkout");
            Sandbox.write(hook, "#!/bin/sh\ntouch " + temp.resolve("ran") + "\n");
            Sandbox.write(hook.resolveSibling("pre-commit"), "#!/bin/sh\ntouch " + temp.resolve("ran") + "\nexit 1\n");
            Scripts.run(temp, "chmod +x repo/.git/hooks/*");

            Workspace workspace = sandbox.prepared("P1");
            sandbox.work(workspace);

            assertThat(temp.resolve("ran")).doesNotExist();
        }
    }

    @Nested
    class Remove {

        @Test
        void takesAwayWhatWasCollected() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");
            CommitId tip = sandbox.work(workspace).tip();

            sandbox.worktrees().remove(workspace);
            sandbox.worktrees().remove(workspace);

            assertThat(workspace.directory()).doesNotExist();
            assertThat(sandbox.has("feature/P1")).isFalse();
            assertThat(sandbox.has(KEPT)).isFalse();
            assertThat(sandbox.commit(TIP)).isEqualTo(tip);
        }

        @Test
        void pinsWhatWasWrittenAfterCollecting() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");
            sandbox.work(workspace);
            Scripts.in(workspace, "echo late > late");

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.content(KEPT, "late")).isEqualTo("late");
        }

        @Test
        void pinsCommitsThatTheAgentTookBack() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; git add a; git commit -qm regretted; git reset -q --hard HEAD~; echo b > b");
            sandbox.work(workspace);

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("log", "--format=%s", KEPT).lines()).contains("regretted");
        }

        @Test
        void leavesABranchThatTheUserIsLookingAt() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");
            sandbox.work(workspace);
            sandbox.git("switch", "--quiet", "--ignore-other-worktrees", "feature/P1");

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.has("feature/P1")).isTrue();
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }

        @Test
        void goesOnWhereItWasKilledWhileDeleting() throws IOException {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a");
            CommitId tip = sandbox.work(workspace).tip();
            Path aside = workspace.directory().resolveSibling(".P1-1.removed");
            Files.move(workspace.directory(), aside);
            Files.delete(aside.resolve("README"));

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.has(KEPT)).isFalse();
            assertThat(sandbox.commit(TIP)).isEqualTo(tip);
            assertThat(temp.resolve("repo.coord")).doesNotExist();
        }
    }
}
