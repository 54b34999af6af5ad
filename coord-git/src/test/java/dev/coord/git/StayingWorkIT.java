package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.merge.CommitId;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What git cannot see, list or add: it is pinned, or its work tree stays. */
class StayingWorkIT {

    private static final Feature P1 = Sandbox.feature("P1");

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private static void shell(Workspace workspace, String script) {
        Scripts.run(workspace.directory(), script);
    }

    private Collected.Kept keep(Workspace workspace) {
        return sandbox.worktrees().keep(workspace, P1);
    }

    private Collected collect(Workspace workspace) {
        return sandbox.worktrees().collect(workspace, P1);
    }

    /** Every content that a ref leads to. */
    private String pinned() {
        return Scripts.run(
                sandbox.directory,
                "git for-each-ref --format='%(objectname)' | git rev-list --objects --stdin | cut -d' ' -f1"
                        + " | git cat-file --batch");
    }

    @Nested
    class WhatGitRefuses {

        @Test
        void staysWhileTheRestIsPinned() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo refused > 'git~1'; echo bytes > \"$(printf 'b\\377d')\"; mkdir -p d/.GIT; echo inner > d/.GIT/x; echo beside > beside");

            Collected.Unusable unusable = (Collected.Unusable) collect(workspace);
            Collected.Kept kept = keep(workspace);

            assertThat(unusable.reason()).contains("'git~1'", "'d/.GIT/x'");
            assertThat(kept.stays()).contains("'git~1'");
            assertThat(sandbox.content(kept.ref(), "beside")).isEqualTo("beside");
            assertThat(workspace.directory().resolve("git~1")).hasContent("refused");
        }

        @Test
        void isInTheWayOfNoLaterAttempt() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo refused > 'git~1'; echo a > a; git add a; git commit -qm mine");

            Collected.Kept kept = keep(workspace);
            Workspace second = sandbox.prepared("P1", 2);

            assertThat(second.directory().resolve("README")).exists();
            assertThat(keep(workspace)).isEqualTo(kept);
            assertThat(Scripts.run(workspace.directory(), "git log -1 --format=%s"))
                    .contains("mine");
        }

        @Test
        void mayBeAFileThatItsFilterFailsOn() {
            sandbox.git("config", "filter.picky.clean", "grep -v refused");
            sandbox.git("config", "filter.picky.required", "true");
            sandbox.write(".gitattributes", "*.picky filter=picky\n");
            sandbox.commitAll("attributes");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo refused > a.picky; echo fine > b.picky; echo z > z; rm README");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stays()).contains("git refuses 'a.picky'");
            assertThat(sandbox.git("ls-tree", "-r", "--name-only", kept.ref()).lines())
                    .containsExactly(".gitattributes", "b.picky", "shared.txt", "z");
            assertThat(workspace.directory().resolve("a.picky")).exists();
        }

        @Test
        void mayBeFilesInASubmoduleThatIsNotThere() {
            Sandbox inner = Sandbox.in(temp.resolve("inner"));
            sandbox.git(
                    "-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.directory.toString(), "sub");
            sandbox.commitAll("submodule");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo x > sub/x");

            assertThat(keep(workspace).stays()).contains("'sub/x'");
            assertThat(workspace.directory().resolve("sub/x")).exists();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "mkfifo .gitignore",
                    "mkdir d; mkfifo d/.gitattributes",
                    "git init -q sub; rm sub/.git/HEAD; mkfifo sub/.git/HEAD",
                    "git init -q sub; mkfifo sub/.git/shallow sub/.git/FETCH_HEAD",
                    "git init -q sub; ln -sf /dev/zero sub/.git/config"
                })
        @Timeout(60)
        void isNotLookedAtByGitWhereThatWouldWaitForEver(String script) {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo mine > a; git add a; git commit -qm mine; echo more > b; " + script);

            Collected.Unusable unusable = (Collected.Unusable) collect(workspace);
            Collected.Kept kept = keep(workspace);

            assertThat(unusable.reason()).contains("is a pipe or a device");
            assertThat(kept.stays()).contains("is a pipe or a device");
            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("mine");
            assertThat(workspace.directory().resolve("b")).hasContent("more");
        }

        @Test
        void isNoWorkTreeThatItsAgentClosed() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; chmod 000 .");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(Files.isExecutable(workspace.directory())).isTrue();
            assertThat(sandbox.worktrees().remove(workspace).stays()).isEmpty();
        }

        @Test
        void liesWhereItIsToldAlsoIfItCannotBeRemoved() {
            sandbox.write(".gitignore", "ddd*\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "n=$(printf 'd%.0s' $(seq 200)); for i in $(seq 25); do mkdir $n && cd $n || break; done; echo x > deep");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stays())
                    .contains("cannot be removed", "the name is too long")
                    .doesNotContain("java.");
            assertThat(kept.stays().length()).isLessThan(1000);
            assertThat(workspace.directory()).isDirectory();
            shell(workspace, "rm -rf ddd*");
        }

        @Test
        @Timeout(60)
        void isNoPipeInWhatGitNotesOfTheWorkTree() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo a > a; cd $(git rev-parse --git-dir); rm logs/HEAD; mkfifo logs/HEAD FETCH_HEAD config.worktree");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
        }

        @Test
        void isNothingWhereItHoldsNothing() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "mkfifo pipe; mkdir -p empty/.git; echo a > a");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(workspace)).isEqualTo(new Collected.Kept(""));
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void countsWhereItIsIgnoredOnlyIfItWasDeclared() {
            sandbox.write(".gitignore", "*.bin\n");
            sandbox.commitAll("ignore");
            Workspace workspace =
                    sandbox.prepared("P1").declaring(List.of(new RepoPath("dist"), new RepoPath("a.bin")));
            shell(workspace, "echo 1 > a.bin; echo 2 > b.bin; mkdir -p dist; echo 3 > dist/c.bin");

            Collected.Kept kept = keep(workspace);

            assertThat(sandbox.git("ls-tree", "-r", "--name-only", kept.ref()).lines())
                    .contains("a.bin", "dist/c.bin")
                    .doesNotContain("b.bin");
        }
    }

    @Nested
    class WhatGitNotes {

        @Test
        void ofAnUnfinishedRebaseIsPinnedWithItsAutostash() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo mine > shared.txt; git commit -qam mine; git checkout -q --detach HEAD~; echo theirs > shared.txt;"
                            + " git commit -qam theirs; t=$(git rev-parse HEAD); git checkout -q feature/P1; echo autostashed >> README;"
                            + " git rebase -q --autostash $t || :");

            Collected.Unusable unusable = (Collected.Unusable) collect(workspace);
            Collected.Kept kept = keep(workspace);

            assertThat(unusable.reason()).contains("a rebase unfinished");
            assertThat(kept.stays()).isEmpty();
            assertThat(pinned()).contains("autostashed", "pick ");
            assertThat(sandbox.git("fsck", "--no-dangling")).isEmpty();
        }

        @Test
        void ofTheIndexIsPinnedToo() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo staged-only > x; git add x; echo later > x");

            assertThat(keep(workspace).stays()).isEmpty();

            assertThat(pinned()).contains("staged-only", "later");
        }

        @Test
        void ofTheIndexIsPinnedThoughTheFeatureIsWhole() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo first > README; git add README; git commit -qm first; echo staged-version > README; echo staged-gone > g;"
                            + " git add -A; rm g; echo later > README; echo unstaged > shared.txt");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(kept.stays()).isEmpty();
            assertThat(kept.ref()).isEqualTo("refs/coord/kept/r1/P1-1");
            assertThat(pinned()).contains("staged-version", "staged-gone");
            assertThat(sandbox.git("ls-tree", "-r", "--name-only", kept.ref() + "^2")
                            .lines())
                    .containsExactly("staged-0/README", "staged-0/g");
        }

        @Test
        void ofGivenUpCommitsIsPinnedWhereReflogsAreOff() {
            sandbox.git("config", "core.logAllRefUpdates", "false");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "git checkout -q --detach; echo 1 > one; git add one; git commit -qm detached; git checkout -q feature/P1;"
                            + " git checkout -q -b tmp; echo 2 > two; git add two; git commit -qm branched; git checkout -q feature/P1; git branch -q -D tmp;"
                            + " echo 3 > three; git add three; git commit -qm amended; echo 4 > four; git add four; git commit -q --amend -m whole");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("log", "--all", "--format=%s").lines())
                    .contains("detached", "branched", "amended", "whole");
        }

        @Test
        void inRefsOfTheWorkTreeAloneIsPinned() {
            sandbox.git("config", "core.logAllRefUpdates", "false");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo one > one; git add one; git commit -qm one; git update-ref refs/worktree/mine HEAD; git reset -q --hard HEAD~;"
                            + " echo two > two; git add two; git commit -qm two; git reset -q --hard HEAD~; echo z > z");

            keep(workspace);

            assertThat(sandbox.git("log", "--all", "--format=%s").lines()).contains("one", "two");
        }
    }

    @Nested
    class AStash {

        @Test
        void isToldAndPinnedThoughTheFeatureIsWhole() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo stashed > README; git stash -q; echo mine > mine");

            Collected.Work work = (Collected.Work) collect(workspace);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);
            sandbox.git("stash", "drop", "--quiet");

            assertThat(work.stashes()).singleElement().asString().startsWith("'WIP on feature/P1: ");
            assertThat(sandbox.git("log", "--format=%s", kept.ref())).contains("WIP on feature/P1");
            assertThat(pinned()).contains("stashed");
        }

        @Test
        void ofAnEarlierAttemptIsToldOnce() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo stashed > README; git stash -q");

            assertThat(keep(workspace).stashes()).hasSize(1);
            assertThat(keep(workspace).stashes()).hasSize(1);

            Workspace second = sandbox.prepared("P1", 2);
            assertThat(((Collected.Work) collect(second)).stashes()).isEmpty();
        }

        @Test
        void thatAnotherAgentDroppedIsToldAndPinned() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo stashed > README; git stash -q; git stash clear; echo other > other");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stashes()).singleElement().asString().contains("WIP on feature/P1", "gone from there");
            assertThat(pinned()).contains("stashed");
        }

        @Test
        void thatTheAgentTookBackIsNoWord() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo stashed > README; git stash -q; git stash pop -q; echo other > other");

            assertThat(keep(workspace).stashes()).isEmpty();
        }

        @Test
        void ofTheUserThatAnAgentTakesMakesItsWorkUnusableAndIsKept() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "push", "--quiet", "-m", "mine 'n yours");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "echo mine > mine; git add mine; git commit -qm mine; git stash pop -q; echo other > other");
            sandbox.git("config", "diff.orderFile", "/nonexistent");
            String stash = "On main: mine 'n yours";

            Collected.Unusable unusable = (Collected.Unusable) collect(workspace);
            keep(workspace);

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
            shell(second, "git stash clear; echo mine > mine");

            assertThat(collect(first)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(first);
            sandbox.worktrees().remove(second);

            assertThat(sandbox.git("for-each-ref", "--format=%(refname)", "refs/coord/kept/stash-*"))
                    .hasLineCount(1);
            assertThat(pinned()).contains("users");
        }

        @Test
        void ofTheUserThatStaysLeavesNothingBehind() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "--quiet");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo users > README");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("for-each-ref", "refs/coord/stashes", "refs/coord/kept"))
                    .isEmpty();
        }

        @Test
        void ofAnotherOrOfTheUserIsLeftOut() {
            sandbox.write("README", "users\n");
            sandbox.git("stash", "--quiet");
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo mine > mine");

            assertThat(((Collected.Work) collect(workspace)).stashes()).isEmpty();
        }
    }

    @Nested
    class WhatARepositoryInsideHolds {

        private Workspace withSubmodule() {
            Sandbox inner = Sandbox.in(temp.resolve("inner"));
            sandbox.git(
                    "-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.directory.toString(), "sub");
            sandbox.commitAll("submodule");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "git -c protocol.file.allow=always submodule update -q --init; cd sub; git config user.name n; git config user.email e");
            return workspace;
        }

        @Test
        void onAnotherBranchOrStashedStaysAfterTheFeatureLanded() {
            Workspace workspace = withSubmodule();
            shell(
                    workspace,
                    "cd sub; git checkout -q -b work; echo branched > x; git add x; git commit -qm x; git checkout -q -;"
                            + " echo stashed > README; git stash -q; cd ..; git submodule -q update; echo mine > mine");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(kept.stays()).contains("'sub' holds", "that no remote of it has");
            assertThat(pinned()).contains("branched", "stashed");
            assertThat(Scripts.run(workspace.directory(), "git -C sub log --all --format=%s"))
                    .contains("x");
            assertThat(sandbox.git("fsck", "--no-dangling")).isEmpty();
        }

        @Test
        void isNotOverlookedWhereTheSubmoduleWasTakenOut() {
            Workspace workspace = withSubmodule();
            shell(
                    workspace,
                    "cd sub; git checkout -q -b work; echo branched > x; git add x; git commit -qm x; cd ..; git submodule deinit -q -f sub");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stays()).contains("the submodule 'sub' holds 1 commit");
        }

        @Test
        void isNotOverlookedWhereSettingsHideIt() {
            Workspace workspace = withSubmodule();
            shell(
                    workspace,
                    "git config submodule.sub.ignore all; cd sub; git config status.showUntrackedFiles no;"
                            + " git update-index --assume-unchanged README; echo hidden > README; echo untracked > u");

            Collected.Kept kept = keep(workspace);

            assertThat(sandbox.content(kept.ref(), "sub/README")).isEqualTo("hidden");
            assertThat(sandbox.content(kept.ref(), "sub/u")).isEqualTo("untracked");
        }

        @Test
        void inAnIgnoredPlaceStaysTooButNotWhatWasFetched() {
            Sandbox source = Sandbox.in(temp.resolve("source"));
            source.git("tag", "v1");
            sandbox.write(".gitignore", "vendor/\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            String clone = "git clone -q --single-branch --branch v1 -c advice.detachedHead=false ";
            shell(
                    workspace,
                    clone + "file://" + source.directory + " vendor/cloned; " + clone + "--depth 1 file://"
                            + source.directory
                            + " vendor/shallow; git init -q vendor/fetched; git -C vendor/fetched fetch -q "
                            + source.directory + " main; echo mine > mine");
            Workspace second =
                    sandbox.worktrees().locate(Sandbox.RUN, new FeatureId("P2"), 1, sandbox.commit(Sandbox.MAIN));
            sandbox.worktrees().prepare(second);
            shell(
                    second,
                    "git init -q vendor/lib; cd vendor/lib; git config user.name n; git config user.email e; echo inner > a; git add a; git commit -qm inner");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(workspace)).isEqualTo(new Collected.Kept(""));
            assertThat(collect(second)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(second).stays())
                    .isEqualTo("'vendor/lib' holds 1 commit that no remote of it has");
            assertThat(pinned()).contains("inner");
        }

        @Test
        void asALinkedWorkTreeInAnIgnoredPlaceStays() {
            sandbox.write(".gitignore", ".wt/\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "git worktree add -q --detach .wt/x; cd .wt/x; echo detached > shared.txt; git commit -qam detached; echo edited >> README");

            assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);
            sandbox.git("worktree", "prune");

            assertThat(kept.stays()).contains("'.wt/x' is a work tree of the repository in");
            assertThat(Scripts.run(workspace.directory(), "cat .wt/x/README; git -C .wt/x log --format=%s"))
                    .contains("edited", "detached");
        }

        @Test
        void inTheTopsPlaceIsNotLost() {
            Workspace workspace = sandbox.prepared("P1");
            shell(
                    workspace,
                    "rm .git; git init -q; git config user.name n; git config user.email e; echo anew > a; git add a; git commit -qm anew; rm a");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stays()).contains("'.git' holds 1 commit");
            assertThat(pinned()).contains("anew");
        }
    }

    @Nested
    class AWorkTree {

        @Test
        void thatBecameALinkLeavesAloneWhatItLeadsTo() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "cd ..; mv P1-1 moved; ln -s " + sandbox.directory + " P1-1");
            sandbox.write("precious", "users\n");

            Collected.Unusable unusable = (Collected.Unusable) collect(workspace);
            Collected.Kept kept = keep(workspace);

            assertThat(unusable.reason()).contains("there is a link to");
            assertThat(kept.stays()).contains("link to " + sandbox.directory);
            assertThat(sandbox.directory.resolve("precious")).hasContent("users");
            assertThat(pinned()).doesNotContain("users");
        }

        @Test
        void thatGitMovedStaysWhereItIsAndGivesItsBranchBack() {
            Workspace workspace = sandbox.prepared("P1");
            shell(workspace, "echo a > a; git worktree move . ../elsewhere");

            Collected.Kept kept = keep(workspace);

            assertThat(kept.stays()).contains("moved to", "elsewhere");
            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("a");
            assertThat(workspace.directory().resolveSibling("elsewhere/a")).exists();
            assertThat(sandbox.prepared("P1", 2).directory().resolve("README")).exists();
        }
    }

    @Test
    void garbageCollectionAtAnyInstantTakesNothing() {
        sandbox.git(
                "config",
                "filter.gc.clean",
                "env -i PATH=\"$PATH\" git -C " + sandbox.directory + " gc --quiet --prune=now && cat");
        sandbox.write(".gitattributes", "*.slow filter=gc\n");
        sandbox.commitAll("attributes");
        Workspace finished = sandbox.prepared("P1");
        shell(
                finished,
                "echo a | git hash-object -w --stdin; echo a > a; echo b > b.slow; echo c > c.slow; echo z > z");
        Workspace failed =
                sandbox.worktrees().locate(Sandbox.RUN, new FeatureId("P2"), 1, sandbox.commit(Sandbox.MAIN));
        sandbox.worktrees().prepare(failed);
        shell(failed, "echo k | git hash-object -w --stdin; echo k > k; echo l > l.slow; echo m > m.slow");

        CommitId tip = ((Collected.Work) collect(finished)).tip();
        Collected.Kept kept = keep(failed);
        sandbox.worktrees().remove(finished);
        sandbox.git("gc", "--quiet", "--prune=now");

        assertThat(sandbox.git("ls-tree", "-r", "--name-only", tip.value()).lines())
                .contains("a", "b.slow", "c.slow", "z");
        assertThat(sandbox.content(kept.ref(), "k")).isEqualTo("k");
        assertThat(sandbox.git("fsck", "--no-dangling")).isEmpty();
        assertThat(Scripts.run(sandbox.directory, "find .git -name '*.keep'")).isEmpty();
        assertThat(Files.exists(finished.directory())).isFalse();
    }
}
