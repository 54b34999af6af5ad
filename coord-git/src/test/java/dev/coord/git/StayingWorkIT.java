package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
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

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Nested
    class WhatGitRefuses {

        @Test
        void staysWhileTheRestIsPinned() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo refused > 'git~1'; echo bytes > \"$(printf 'b\\377d')\"; mkdir -p d/.GIT; echo inner > d/.GIT/x; echo beside > beside");

            Collected.Unusable unusable = (Collected.Unusable) sandbox.collect(workspace);
            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(unusable.reason()).contains("'git~1'", "'d/.GIT/x'");
            assertThat(kept.stays()).contains("'git~1'");
            assertThat(sandbox.content(kept.ref(), "beside")).isEqualTo("beside");
            assertThat(workspace.directory().resolve("git~1")).hasContent("refused");
        }

        @Test
        void isInTheWayOfNoLaterAttempt() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo refused > 'git~1'; echo a > a; git add a; git commit -qm mine");

            Collected.Kept kept = sandbox.keep(workspace);
            Workspace second = sandbox.prepared("P1", 2);

            assertThat(second.directory().resolve("README")).exists();
            assertThat(sandbox.keep(workspace)).isEqualTo(kept);
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
            Scripts.in(workspace, "echo refused > a.picky; echo fine > b.picky; echo z > z; rm README");

            Collected.Kept kept = sandbox.keep(workspace);

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
            Scripts.in(workspace, "echo x > sub/x");

            assertThat(sandbox.keep(workspace).stays()).contains("'sub/x'");
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
            Scripts.in(workspace, "echo mine > a; git add a; git commit -qm mine; echo more > b; " + script);

            Collected.Unusable unusable = (Collected.Unusable) sandbox.collect(workspace);
            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(unusable.reason()).contains("is a pipe or a device");
            assertThat(kept.stays()).contains("is a pipe or a device");
            assertThat(sandbox.content(kept.ref(), "a")).isEqualTo("mine");
            assertThat(workspace.directory().resolve("b")).hasContent("more");
        }

        @Test
        void isNoWorkTreeThatItsAgentClosed() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a; chmod 000 .");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(Files.isExecutable(workspace.directory())).isTrue();
            assertThat(sandbox.worktrees().remove(workspace).stays()).isEmpty();
        }

        @Test
        void goesAlsoWhereItLiesDeeperThanPathsReach() {
            sandbox.write(".gitignore", "ddd*\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "n=$(printf 'd%.0s' $(seq 200)); for i in $(seq 25); do mkdir $n && cd $n || break; done; echo x > deep");

            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(kept.stays()).isEmpty();
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        @Timeout(60)
        void isNoPipeInWhatGitNotesOfTheWorkTree() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo a > a; cd $(git rev-parse --git-dir); rm logs/HEAD; mkfifo logs/HEAD FETCH_HEAD config.worktree");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
        }

        @Test
        void isNothingWhereItHoldsNothing() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "mkfifo pipe; mkdir -p empty/.git; echo a > a");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(workspace)).isEqualTo(new Collected.Kept(""));
            assertThat(workspace.directory()).doesNotExist();
        }

        @Test
        void countsWhereItIsIgnoredOnlyIfItWasDeclared() {
            sandbox.write(".gitignore", "*.bin\n");
            sandbox.commitAll("ignore");
            Workspace workspace =
                    sandbox.prepared("P1").declaring(List.of(new RepoPath("dist"), new RepoPath("a.bin")));
            Scripts.in(workspace, "echo 1 > a.bin; echo 2 > b.bin; mkdir -p dist; echo 3 > dist/c.bin");

            Collected.Kept kept = sandbox.keep(workspace);

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
            Scripts.in(
                    workspace,
                    "echo mine > shared.txt; git commit -qam mine; git checkout -q --detach HEAD~; echo theirs > shared.txt;"
                            + " git commit -qam theirs; t=$(git rev-parse HEAD); git checkout -q feature/P1; echo autostashed >> README;"
                            + " git rebase -q --autostash $t || :");

            Collected.Unusable unusable = (Collected.Unusable) sandbox.collect(workspace);
            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(unusable.reason()).contains("a rebase unfinished");
            assertThat(kept.stays()).isEmpty();
            assertThat(sandbox.pinned()).contains("autostashed", "pick ");
            assertThat(sandbox.git("fsck", "--no-dangling")).isEmpty();
        }

        @Test
        void ofTheIndexIsPinnedToo() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo staged-only > x; git add x; echo later > x");

            assertThat(sandbox.keep(workspace).stays()).isEmpty();

            assertThat(sandbox.pinned()).contains("staged-only", "later");
        }

        @Test
        void ofTheIndexIsPinnedThoughTheFeatureIsWhole() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo first > README; git add README; git commit -qm first; echo staged-version > README; echo staged-gone > g;"
                            + " git add -A; rm g; echo later > README; echo unstaged > shared.txt");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(kept.stays()).isEmpty();
            assertThat(kept.ref()).isEqualTo("refs/coord/kept/r1/P1-1");
            assertThat(sandbox.pinned()).contains("staged-version", "staged-gone");
            assertThat(sandbox.git("ls-tree", "-r", "--name-only", kept.ref() + "^2")
                            .lines())
                    .containsExactly("staged-0/README", "staged-0/g");
        }

        @Test
        void ofGivenUpCommitsIsPinnedWhereReflogsAreOff() {
            sandbox.git("config", "core.logAllRefUpdates", "false");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "git checkout -q --detach; echo 1 > one; git add one; git commit -qm detached; git checkout -q feature/P1;"
                            + " git checkout -q -b tmp; echo 2 > two; git add two; git commit -qm branched; git checkout -q feature/P1; git branch -q -D tmp;"
                            + " echo 3 > three; git add three; git commit -qm amended; echo 4 > four; git add four; git commit -q --amend -m whole");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            sandbox.worktrees().remove(workspace);

            assertThat(sandbox.git("log", "--all", "--format=%s").lines())
                    .contains("detached", "branched", "amended", "whole");
        }

        @Test
        void inRefsOfTheWorkTreeAloneIsPinned() {
            sandbox.git("config", "core.logAllRefUpdates", "false");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "echo one > one; git add one; git commit -qm one; git update-ref refs/worktree/mine HEAD; git reset -q --hard HEAD~;"
                            + " echo two > two; git add two; git commit -qm two; git reset -q --hard HEAD~; echo z > z");

            sandbox.keep(workspace);

            assertThat(sandbox.git("log", "--all", "--format=%s").lines()).contains("one", "two");
        }
    }

    @Nested
    class AWorkTree {

        @Test
        void thatBecameALinkLeavesAloneWhatItLeadsTo() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "cd ..; mv P1-1 moved; ln -s " + sandbox.directory + " P1-1");
            sandbox.write("precious", "users\n");

            Collected.Unusable unusable = (Collected.Unusable) sandbox.collect(workspace);
            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(unusable.reason()).contains("there is a link to");
            assertThat(kept.stays()).contains("link to " + sandbox.directory);
            assertThat(sandbox.directory.resolve("precious")).hasContent("users");
            assertThat(sandbox.pinned()).doesNotContain("users");
        }

        @Test
        void thatGitMovedStaysWhereItIsAndGivesItsBranchBack() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(workspace, "echo a > a; git worktree move . ../elsewhere");

            Collected.Kept kept = sandbox.keep(workspace);

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
        Scripts.in(
                finished,
                "echo a | git hash-object -w --stdin; echo a > a; echo b > b.slow; echo c > c.slow; echo z > z");
        Workspace failed =
                sandbox.worktrees().locate(Sandbox.RUN, new FeatureId("P2"), 1, sandbox.commit(Sandbox.MAIN));
        sandbox.worktrees().prepare(failed);
        Scripts.in(failed, "echo k | git hash-object -w --stdin; echo k > k; echo l > l.slow; echo m > m.slow");

        CommitId tip = ((Collected.Work) sandbox.collect(finished)).tip();
        Collected.Kept kept = sandbox.keep(failed);
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
