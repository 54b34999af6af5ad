package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories inside a work tree, which go away with it. */
class NestedRepositoriesIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Nested
    class WhatARepositoryInsideHolds {

        private Workspace withSubmodule() {
            Sandbox inner = Sandbox.in(temp.resolve("inner"));
            sandbox.git(
                    "-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.directory.toString(), "sub");
            sandbox.commitAll("submodule");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "git -c protocol.file.allow=always submodule update -q --init; cd sub; git config user.name n; git config user.email e");
            return workspace;
        }

        @Test
        void onAnotherBranchOrStashedStaysAfterTheFeatureLanded() {
            Workspace workspace = withSubmodule();
            Scripts.in(
                    workspace,
                    "cd sub; git checkout -q -b work; echo branched > x; git add x; git commit -qm x; git checkout -q -;"
                            + " echo stashed > README; git stash -q; cd ..; git submodule -q update; echo mine > mine");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(kept.stays()).contains("'sub' holds", "that no remote of it has");
            assertThat(sandbox.pinned()).contains("branched", "stashed");
            assertThat(Scripts.run(workspace.directory(), "git -C sub log --all --format=%s"))
                    .contains("x");
            assertThat(sandbox.git("fsck", "--no-dangling")).isEmpty();
        }

        @Test
        void isNotOverlookedWhereTheSubmoduleWasTakenOut() {
            Workspace workspace = withSubmodule();
            Scripts.in(
                    workspace,
                    "cd sub; git checkout -q -b work; echo branched > x; git add x; git commit -qm x; cd ..; git submodule deinit -q -f sub");

            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(kept.stays()).contains("the submodule 'sub' holds 1 commit");
        }

        @Test
        void isNotOverlookedWhereSettingsHideIt() {
            Workspace workspace = withSubmodule();
            Scripts.in(
                    workspace,
                    "git config submodule.sub.ignore all; cd sub; git config status.showUntrackedFiles no;"
                            + " git update-index --assume-unchanged README; echo hidden > README; echo untracked > u");

            Collected.Kept kept = sandbox.keep(workspace);

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
            Scripts.in(
                    workspace,
                    clone + "file://" + source.directory + " vendor/cloned; " + clone + "--depth 1 file://"
                            + source.directory
                            + " vendor/shallow; git init -q vendor/fetched; git -C vendor/fetched fetch -q "
                            + source.directory + " main; echo mine > mine");
            Workspace second =
                    sandbox.worktrees().locate(Sandbox.RUN, new FeatureId("P2"), 1, sandbox.commit(Sandbox.MAIN));
            sandbox.worktrees().prepare(second);
            Scripts.in(
                    second,
                    "git init -q vendor/lib; cd vendor/lib; git config user.name n; git config user.email e; echo inner > a; git add a; git commit -qm inner");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(workspace)).isEqualTo(new Collected.Kept(""));
            assertThat(sandbox.collect(second)).isInstanceOf(Collected.Work.class);
            assertThat(sandbox.worktrees().remove(second).stays())
                    .isEqualTo("'vendor/lib' holds 1 commit that no remote of it has");
            assertThat(sandbox.pinned()).contains("inner");
        }

        @Test
        void asALinkedWorkTreeInAnIgnoredPlaceStays() {
            sandbox.write(".gitignore", ".wt/\n");
            sandbox.commitAll("ignore");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "git worktree add -q --detach .wt/x; cd .wt/x; echo detached > shared.txt; git commit -qam detached; echo edited >> README");

            assertThat(sandbox.collect(workspace)).isInstanceOf(Collected.Work.class);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);
            sandbox.git("worktree", "prune");

            assertThat(kept.stays()).contains("'.wt/x' is a work tree of the repository in");
            assertThat(Scripts.run(workspace.directory(), "cat .wt/x/README; git -C .wt/x log --format=%s"))
                    .contains("edited", "detached");
        }

        @Test
        void inTheTopsPlaceIsNotLost() {
            Workspace workspace = sandbox.prepared("P1");
            Scripts.in(
                    workspace,
                    "rm .git; git init -q; git config user.name n; git config user.email e; echo anew > a; git add a; git commit -qm anew; rm a");

            Collected.Kept kept = sandbox.keep(workspace);

            assertThat(kept.stays()).contains("'.git' holds 1 commit");
            assertThat(sandbox.pinned()).contains("anew");
        }
    }
}
