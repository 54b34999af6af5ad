package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HappyPathIT {

    @TempDir
    Path temp;

    @Test
    void twoFeaturesMadeByProcessesLandAndLeaveNothingBehind() throws InterruptedException {
        Sandbox sandbox = Sandbox.in(temp.resolve("my 'own' repo"));
        FeatureTip first = made(sandbox, "P1", "a/one.txt");
        FeatureTip second = made(sandbox, "P2", "b/two.txt");
        GitIntegrator integrator = sandbox.integrator("test -f a/one.txt && test -f b/two.txt && echo all there");

        MergeOutcome outcome = integrator.merge(Sandbox.wave(first, second));
        assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class);
        Candidate candidate = ((MergeOutcome.Merged) outcome).candidate();
        TestResult tested =
                integrator.test(Trial.of(candidate, List.of())).combined().orElseThrow();
        LandingOutcome landing = integrator.land(candidate);
        Worktrees worktrees = sandbox.worktrees();
        for (String id : List.of("P1", "P2")) {
            worktrees.remove(worktrees.locate(Sandbox.RUN, new FeatureId(id), 1, candidate.base()));
        }

        assertThat(tested.output()).isEqualTo("all there\n");
        assertThat(landing).isEqualTo(new LandingOutcome.Landed(candidate.commit()));
        assertThat(sandbox.directory.resolve("a/one.txt")).hasContent("P1\n");
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.git("branch", "--list", "--format=%(refname)")).isEqualTo(Sandbox.MAIN);
        assertThat(temp).isDirectoryContaining(path -> path.endsWith("my 'own' repo"));
        assertThat(Files.exists(temp.resolve("my 'own' repo.coord"))).isFalse();
        assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        Survey survey = integrator.survey(Sandbox.MAIN, Set.of(first.tip()));
        assertThat(survey.target()).isEqualTo(candidate.commit());
        assertThat(survey.landed())
                .isEqualTo(Map.of(
                        new FeatureId("P1"), new Landed(sandbox.commit("main^"), first.digest()),
                        new FeatureId("P2"), new Landed(candidate.commit(), second.digest())));
        assertThat(survey.present()).containsExactly(first.tip());
    }

    @Test
    void theUsersEncodingsChangeNothing() throws InterruptedException {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.git("config", "i18n.logOutputEncoding", "UTF-16");

        FeatureTip tip = made(sandbox, "P1", "a/one.txt");

        MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tip));
        assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class);
        sandbox.integrator().land(((MergeOutcome.Merged) outcome).candidate());
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).landed())
                .containsExactly(Map.entry(new FeatureId("P1"), new Landed(sandbox.commit("main"), tip.digest())));
    }

    private static FeatureTip made(Sandbox sandbox, String id, String path) throws InterruptedException {
        Feature feature = Sandbox.feature(id, path);
        Workspace workspace = sandbox.prepared(id);
        List<ProcessId> started = new ArrayList<>();
        AgentResult result = sandbox.agents("mkdir -p $(dirname " + path + ") && echo $COORD_FEATURE > " + path)
                .run(Sandbox.task(feature, workspace, Duration.ofSeconds(20)), started::add);
        assertThat(result).isEqualTo(new AgentResult.Succeeded());
        assertThat(started).hasSize(1);
        Collected collected = sandbox.worktrees().collect(workspace, feature);
        assertThat(collected).isInstanceOf(Collected.Work.class);
        assertThat(((Collected.Work) collected).changed()).containsExactly(path);
        return new FeatureTip(feature.id(), "digest of " + id, ((Collected.Work) collected).tip());
    }
}
