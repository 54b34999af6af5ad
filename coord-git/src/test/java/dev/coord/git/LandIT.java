package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.merge.LandingOutcome.TargetMoved;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LandIT extends LandingFixture {

    @Test
    void landsBesideAWorkTreeThatIsBeingRemoved() throws IOException {
        Workspace other = sandbox.prepared("P3");
        Files.delete(other.directory().resolve(".git"));
        Candidate candidate = candidate();

        assertThat(sandbox.integrator().land(candidate)).isEqualTo(new Landed(candidate.commit()));
    }

    @Test
    void movesTheBranchAndItsCheckoutsAndKeepsABackup() {
        Path linked = temp.resolve("linked");
        sandbox.git("switch", "--quiet", "--create", "aside");
        sandbox.git("worktree", "add", "--quiet", linked.toString(), "main");
        Candidate candidate = candidate();

        assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));

        assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
        assertThat(sandbox.commit("refs/coord/backup/r1/0")).isEqualTo(base);
        assertBroughtForward(linked);
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.directory.resolve("new")).doesNotExist();
    }

    @Test
    void leavesADetachedHeadAlone() {
        sandbox.git("switch", "--quiet", "--detach");
        Candidate candidate = candidate();

        assertThat(land(candidate)).isInstanceOf(Landed.class);

        assertThat(sandbox.commit("HEAD")).isEqualTo(base);
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void keepsUntrackedFilesAndRunsNoHook() {
        sandbox.write("mine", "untracked\n");
        sandbox.write("new/mine", "untracked\n");
        Path hook = sandbox.directory.resolve(".git/hooks/reference-transaction");
        Sandbox.write(hook, "#!/bin/sh\nexit 1\n");
        Scripts.run(hook.resolveSibling("."), "chmod +x reference-transaction");
        Candidate candidate = candidate();

        assertThat(land(candidate)).isInstanceOf(Landed.class);

        Scripts.run(hook.resolveSibling("."), "rm reference-transaction");
        assertBroughtForward(sandbox.directory);
        assertThat(sandbox.directory.resolve("mine")).hasContent("untracked");
        assertThat(sandbox.directory.resolve("new/mine")).hasContent("untracked");
    }

    @Test
    void refusesATargetThatMoved() {
        Candidate candidate = candidate();
        sandbox.write("README", "moved\n");
        CommitId moved = sandbox.commitAll("moved");

        assertThat(land(candidate)).isEqualTo(new TargetMoved(moved));

        assertThat(sandbox.commit("main")).isEqualTo(moved);
    }

    @Test
    void saysThatTheTargetIsGone() {
        Candidate candidate = candidate();
        sandbox.git("switch", "--quiet", "--create", "aside");
        sandbox.git("branch", "--quiet", "-D", "main");

        assertThatThrownBy(() -> land(candidate))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("there is no such branch any more");
    }

    @RepeatedTest(5)
    void letsOneOfTwoWin() throws Exception {
        FeatureTip first = sandbox.made("P1", "a", "1\n");
        FeatureTip second = sandbox.made("P2", "b", "2\n");
        Candidate one = candidate(first);
        Candidate other = candidate(second);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Callable<LandingOutcome>> both = List.of(() -> land(one), () -> land(other));

        List<LandingOutcome> outcomes = new java.util.ArrayList<>();
        for (Future<LandingOutcome> future : threads.invokeAll(both)) {
            outcomes.add(future.get());
        }
        threads.shutdown();

        assertThat(outcomes).filteredOn(Landed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(TargetMoved.class::isInstance).hasSize(1);
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
    }
}
