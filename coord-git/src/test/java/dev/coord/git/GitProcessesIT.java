package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.BranchName;
import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.radar.LiveWork;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git's start is most of what a small feature costs. */
class GitProcessesIT {

    /** To make ready 3, to be looked at live 3, to collect 7, to merge 1, to clean up 2. */
    private static final long EACH = 16;

    /** To see that the index has each file, to write its tree, to set the ref. */
    private static final long COMMITTED = 3;

    @TempDir
    Path temp;

    @Test
    void aFeatureTakesFewProcessesHoweverManyHaveLanded() throws InterruptedException {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        Worktrees worktrees = sandbox.worktrees();
        GitIntegrator integrator = sandbox.integrator();
        landed(sandbox, worktrees, integrator, 0, 1); // so that all that is made once is there

        long two = landed(sandbox, worktrees, integrator, 1, 3);
        long six = landed(sandbox, worktrees, integrator, 3, 9);
        long twoMore = landed(sandbox, worktrees, integrator, 9, 11);

        assertThat((six - two) / 4.0).isLessThanOrEqualTo(EACH);
        assertThat(twoMore).isLessThanOrEqualTo(two);
        assertThat(sandbox.git("branch", "--list", "--format=%(refname)")).isEqualTo(Sandbox.MAIN);
    }

    @Test
    void whatAnAgentCommittedItselfIsNotStagedAgain() {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        Worktrees worktrees = sandbox.worktrees();
        collecting(sandbox, worktrees, "F0"); // so that all that is made once is there

        assertThat(collecting(sandbox, worktrees, "F1")).isLessThanOrEqualTo(COMMITTED);
    }

    private static long collecting(Sandbox sandbox, Worktrees worktrees, String id) {
        Feature feature = Sandbox.feature(id, "src/*");
        Workspace workspace = worktrees.locate(Sandbox.RUN, feature.id(), 1, sandbox.commit(Sandbox.MAIN));
        worktrees.prepare(workspace);
        Sandbox.write(workspace.directory().resolve("src/" + id), "mine\n");
        Git there = new Git(workspace.directory());
        there.run("add", "--all");
        there.run("commit", "--quiet", "--message", "mine");
        CommitId tip = new CommitId(there.run("rev-parse", "HEAD").line());
        long before = Git.started();
        assertThat(worktrees.collect(workspace, feature)).isEqualTo(new Collected.Work(tip, List.of("src/" + id)));
        return Git.started() - before;
    }

    private static long landed(Sandbox sandbox, Worktrees worktrees, GitIntegrator integrator, int from, int to)
            throws InterruptedException {
        CommitId base = sandbox.commit(Sandbox.MAIN);
        long before = Git.started();
        integrator.survey(Sandbox.MAIN, Set.of());
        List<LiveWork> live = new ArrayList<>();
        for (int i = 0; i < from; i++) {
            FeatureId completed = new FeatureId("F" + i);
            live.add(new LiveWork.OnBranch(completed, BranchName.of(completed), false));
        }
        List<Workspace> workspaces = new ArrayList<>();
        List<FeatureTip> tips = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Feature feature = Sandbox.feature("F" + i, "src/f" + i);
            Workspace workspace = worktrees.locate(Sandbox.RUN, feature.id(), 1, base);
            worktrees.prepare(workspace);
            Sandbox.write(workspace.directory().resolve("src/f" + i), "mine\n");
            live.add(new LiveWork.InWorkTree(workspace));
            workspaces.add(workspace);
        }
        try (GitRadar radar = GitRadar.in(sandbox.repository(), sandbox.coordination.resolve("radar"))) {
            assertThat(radar.look(Sandbox.MAIN, live).seen()).hasSize(to - from);
        }
        for (Workspace workspace : workspaces) {
            Feature feature = Sandbox.feature(workspace.feature().value(), "src/*");
            if (!(worktrees.collect(workspace, feature) instanceof Collected.Work work)) {
                throw new RepositoryFailed("nothing was collected of " + workspace);
            }
            tips.add(new FeatureTip(feature.id(), "digest", work.tip()));
        }
        MergeOutcome.Merged merged =
                (MergeOutcome.Merged) integrator.merge(new WaveWork(Sandbox.RUN, from, Sandbox.MAIN, tips));
        Candidate candidate = merged.candidate();
        assertThat(integrator.prove(candidate).features()).hasSize(to - from);
        assertThat(integrator.land(candidate)).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
        workspaces.forEach(worktrees::remove);
        return Git.started() - before;
    }
}
