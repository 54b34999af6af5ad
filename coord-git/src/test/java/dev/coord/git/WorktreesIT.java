package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.process.ProcessFamily;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Leftover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorktreesIT {

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

    private Collected collect(Workspace workspace) {
        return sandbox.worktrees().collect(workspace, P1);
    }

    private Collected.Work work(Workspace workspace) {
        Collected collected = collect(workspace);
        assertThat(collected).isInstanceOf(Collected.Work.class);
        return (Collected.Work) collected;
    }

    private Collected.Unusable unusable(Workspace workspace) {
        Collected collected = collect(workspace);
        assertThat(collected).isInstanceOf(Collected.Unusable.class);
        return (Collected.Unusable) collected;
    }

    private static void shell(Workspace workspace, String script) {
        Scripts.run(workspace.directory(), script);
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

            assertThat(work(workspace).changed()).isEmpty();
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
            shell(first, "echo x > x; git add x; git commit -qm x");
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
            work(workspace);

            assertThat(temp.resolve("ran")).doesNotExist();
        }
    }

    @Nested
    class Reclaim {

        private List<Leftover> reclaim() {
            return sandbox.worktrees().reclaim(List.of(P1), List.of());
        }

        @Test
        void pinsWhatARunLeftOfWhichNothingIsKnown() {
            Workspace lost = sandbox.prepared("P1");
            shell(lost, "echo mine > x");

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
            shell(known, "echo mine > x");

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
            shell(first, "echo mine > x; echo staged > y; git add y");
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
            shell(first, "git commit -q --allow-empty -m own; echo mine > x");
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
            shell(lost, "echo mine > x");
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
            shell(
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
            shell(lost, "echo mine > x; git worktree lock .");

            reclaim();

            assertThat(sandbox.content(KEPT, "x")).isEqualTo("mine");
            assertThat(sandbox.prepared("P1", 2).directory()).exists();
        }

        @Test
        void endsWhatStillRunsThere() throws Exception {
            Workspace lost = sandbox.prepared("P1");
            ProcessBuilder agent = new ProcessBuilder("sleep", "600");
            agent.environment().put(ProcessFamily.MARKER, "r1/P1-1");
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

    @Nested
    class Collect {

        @Test
        void makesACommitOfItsOwnWhereNothingChanged() {
            Workspace workspace = sandbox.prepared("P1");

            Collected.Work work = work(workspace);

            assertThat(work.changed()).isEmpty();
            assertThat(work.tip()).isNotEqualTo(workspace.base());
            assertThat(sandbox.commit(work.tip() + "^")).isEqualTo(workspace.base());
        }

        @Test
        void putsWhatIsLeftOverOnTopOfTheAgentsCommits() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; git add a; git commit -qm mine; echo b > b; rm README; echo z >> shared.txt");
            CommitId own = sandbox.commit("feature/P1");

            Collected.Work work = work(workspace);

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
            shell(workspace, "echo a > a");

            assertThat(work(workspace)).isEqualTo(work(workspace));
        }

        @Test
        void bringsHostileNamesLinksAndModesHome() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "mkdir -p 'app/[id]' && echo 1 > 'app/[id]/page.tsx' && echo 2 > 'it'\\''s \"q\".txt' && echo 3 > \"$(printf 'new\\nline')\""
                            + " && echo 4 > \"$(printf 'b\\377d')\" && echo 5 > ':(top)x' && echo 6 > -n && ln -s /nowhere link && echo 7 > run.sh && chmod +x run.sh"
                            + " && echo 8 > '*.ts' && echo 9 > 'caf\u00e9'");

            Collected.Work work = work(workspace);

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
            shell(
                    workspace,
                    "mkdir -p dist/js 'dist/[x]' && echo 1 > dist/js/a.js && echo 2 > 'dist/[x]/b.js' && echo 3 > dist/other && echo 4 > secret");
            Feature declaring = Sandbox.feature("P1", "dist/js/", "dist/[x]/*.js");

            Collected collected = sandbox.worktrees().collect(workspace, declaring);

            assertThat(((Collected.Work) collected).changed()).containsExactly("dist/[x]/b.js", "dist/js/a.js");
        }

        @Test
        void seesChangesThatTheAgentHidFromGit() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "git update-index --assume-unchanged README && git update-index --skip-worktree shared.txt && echo x > README && echo y > shared.txt");

            assertThat(work(workspace).changed()).containsExactly("README", "shared.txt");
        }

        @Test
        void doesNotTakeFilesOutsideASparseCheckoutForDeleted() {
            sandbox.write("big/file", "big\n");
            sandbox.commitAll("more");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "git sparse-checkout set --no-cone '/*' '!/big/' && test ! -e big && echo x > x");

            assertThat(work(workspace).changed()).containsExactly("x");
        }

        @Test
        void takesFilesOutsideTheConeOfASparseCheckout() {
            sandbox.write("src/file", "1\n");
            sandbox.write("big/x/file", "2\n");
            sandbox.write("big/other", "3\n");
            sandbox.commitAll("more");
            sandbox.git("sparse-checkout", "set", "--cone", "src");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "test ! -e big && mkdir -p big/x && echo y > src/file && echo z > big/x/file");
            assertThat(work(workspace).changed()).containsExactly("big/x/file", "src/file");

            shell(workspace, "mkdir -p big/new && echo n > big/new/n");
            assertThat(work(workspace).changed()).containsExactly("big/new/n", "big/x/file", "src/file");
        }

        @Test
        void isNotStoppedByTheLockOfAKilledAgent() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo x > x && touch \"$(git rev-parse --git-dir)/index.lock\"");

            assertThat(work(workspace).changed()).containsExactly("x");
            assertThat(Scripts.run(workspace.directory(), "git status --porcelain"))
                    .isEmpty();
        }

        @Test
        void worksWithAnIndexThatIsBroken() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo x > x && echo broken > \"$(git rev-parse --git-dir)/index\"");

            assertThat(work(workspace).changed()).containsExactly("x");
        }

        @Test
        void worksWithoutTheGitFile() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo x > x && rm .git");

            assertThat(work(workspace).changed()).containsExactly("x");
        }

        @Test
        void refusesASwitchedBranchAndKeepsBoth() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo a > a; git add a; git commit -qm a; git switch -qc elsewhere HEAD~; echo b > b; git add b; git commit -qm b; echo c > c");

            Collected.Unusable unusable = unusable(workspace);

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
            shell(workspace, "echo a > a; git add a; git commit -qm dropped; git reset -q --hard HEAD~2; echo b > b");

            Collected.Unusable unusable = unusable(workspace);

            assertThat(unusable.reason()).contains("feature/P1 was rewritten");
            assertThat(sandbox.git("log", "--format=%s", unusable.kept().ref()).lines())
                    .contains("dropped");
            assertThat(sandbox.content(unusable.kept().ref(), "b")).isEqualTo("b");
        }

        @Test
        void refusesABranchThatTheAgentDeleted() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo a > a; git add a; git commit -qm dropped; git update-ref -d refs/heads/feature/P1; echo b > b");

            Collected.Unusable unusable = unusable(workspace);

            assertThat(sandbox.git("log", "--format=%s", unusable.kept().ref()).lines())
                    .contains("dropped");
            assertThat(sandbox.content(unusable.kept().ref(), "b")).isEqualTo("b");
        }

        @Test
        void refusesAnUnfinishedMergeAndKeepsTheFiles() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "git switch -qc o; echo 1 > shared.txt; git commit -qam 1; git switch -q feature/P1; echo 2 > shared.txt; git commit -qam 2; git merge o || true");

            Collected.Unusable unusable = unusable(workspace);

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
            shell(workspace, MAKE + "echo a > a && git add a && git commit -qm inner && echo b > b");

            Collected.Unusable unusable = unusable(workspace);

            assertThat(unusable.reason()).contains("'lib' is a git repository of its own");
            String kept = unusable.kept().ref();
            assertThat(sandbox.content(kept, "lib/a")).isEqualTo("a");
            assertThat(sandbox.content(kept, "lib/b")).isEqualTo("b");
            assertThat(sandbox.git("ls-tree", "-r", kept)).doesNotContain("160000");
        }

        @Test
        void isKeptWithItsHistory() throws IOException {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, MAKE + "echo a > a && git add a && git commit -qm inner");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(kept.stays()).contains("'lib' holds 1 commit that no remote of it has");
            assertThat(Scripts.run(workspace.directory(), "git -C lib log --format=%s"))
                    .contains("inner");
            assertThat(sandbox.git("log", "--format=%s", kept.ref()).lines()).contains("inner");
        }

        @Test
        void isFoundWithoutACommitOrStagedOrCommittedAndInAnother() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, MAKE + "echo a > a; mkdir -p deep/er && cd deep/er && git init -q && echo d > d");
            assertThat(unusable(workspace).reason()).contains("'lib'");
            assertThat(sandbox.content(KEPT, "lib/deep/er/d")).isEqualTo("d");

            shell(
                    workspace,
                    "cd lib && git add a && git commit -qm inner && cd .. && git add lib && git commit -qm link");

            assertThat(unusable(workspace).reason()).contains("'lib'");
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
            shell(workspace, "git -c protocol.file.allow=always submodule update -q --init && echo x > x");
            assertThat(work(workspace).changed()).containsExactly("x");

            shell(workspace, "echo lost > sub/new");

            assertThat(unusable(workspace).reason()).contains("'sub'");
            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);
            assertThat(sandbox.content(kept.ref(), "sub/new")).isEqualTo("lost");
            assertThat(sandbox.content(kept.ref(), "sub/README")).isEqualTo("hello");
            assertThat(workspace.directory()).doesNotExist();
        }
    }

    @Nested
    class Keep {

        @Test
        void pinsUncommittedWorkAndRemovesTheRest() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; git add a; git commit -qm a; echo b > b; echo staged > c; git add c");

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
            shell(workspace, "echo b > b");
            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);
            CommitId commit = sandbox.commit(KEPT);

            assertThat(sandbox.worktrees().keep(workspace, P1)).isEqualTo(kept);
            assertThat(sandbox.commit(KEPT)).isEqualTo(commit);
        }

        @Test
        void answersTheSameAfterCollectFoundItUnusable() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "git switch -q --detach; echo b > b");
            Collected.Kept kept = unusable(workspace).kept();
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
            shell(workspace, "echo a > a; git add a; git commit -qm a");
            DirectoryTree.delete(workspace.directory());

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
        }

        @Test
        void keepsFilesOfAWorkTreeThatGitHasForgotten() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; rm .git; git --git-dir=" + sandbox.directory + "/.git worktree prune");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
            assertThat(sandbox.content(kept.ref(), "README")).isEqualTo("hello");
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void keepsFilesBesideARepositoryThatTheAgentMadeAtTheTop() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "rm .git; git init -q; echo a > a; git add a");

            Collected.Kept kept = sandbox.worktrees().keep(workspace, P1);

            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
        }

        @Test
        void removesDirectoriesWithoutWritePermission() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "mkdir -p d/e; echo a > d/e/a; chmod 555 d/e d");

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
            shell(workspace, "rm README; rm \"$(git rev-parse --git-dir)/index\"");

            assertThat(sandbox.worktrees().keep(workspace, P1).ref()).isEmpty();
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void inTheMiddleOfACommitLeavesLocksThatStopNobody() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
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
            shell(workspace, "echo a > a");
            sandbox.write(".git/refs/coord/tips/r1/P1-1.lock", "");

            assertThat(hastyWork(workspace).changed()).containsExactly("a");
        }

        private Collected.Work hastyWork(Workspace workspace) {
            return (Collected.Work) sandbox.hastyWorktrees().collect(workspace, P1);
        }
    }

    @Nested
    class Remove {

        @Test
        void takesAwayWhatWasCollected() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a");
            CommitId tip = work(workspace).tip();

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
            shell(workspace, "echo a > a");
            work(workspace);
            shell(workspace, "echo late > late");

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.content(KEPT, "late")).isEqualTo("late");
        }

        @Test
        void pinsCommitsThatTheAgentTookBack() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; git add a; git commit -qm regretted; git reset -q --hard HEAD~; echo b > b");
            work(workspace);

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("log", "--format=%s", KEPT).lines()).contains("regretted");
        }

        @Test
        void leavesABranchThatTheUserIsLookingAt() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a");
            work(workspace);
            sandbox.git("switch", "--quiet", "--ignore-other-worktrees", "feature/P1");

            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.has("feature/P1")).isTrue();
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }

        @Test
        void goesOnWhereItWasKilledWhileDeleting() throws IOException {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a");
            CommitId tip = work(workspace).tip();
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
