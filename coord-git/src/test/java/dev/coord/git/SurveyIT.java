package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome.Landed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the repository says of the target. */
class SurveyIT extends LandingFixture {

    private Survey survey(CommitId... commits) {
        return sandbox.integrator().survey(Sandbox.MAIN, Set.of(commits));
    }

    @Test
    void tellsTheLatestLandingOfEachFeature() {
        land(candidate(sandbox.made("P1", "a", "1\n")));
        FeatureTip again = sandbox.made("P3", "b", "2\n");
        land(candidate(new FeatureTip(new FeatureId("P1"), "later", again.tip())));
        sandbox.git("commit", "--quiet", "--allow-empty", "-m", "no merge\n\nCoord-Feature: P7\nCoord-Digest: x");

        assertThat(survey().landed())
                .isEqualTo(Map.of(new FeatureId("P1"), new Integrator.Landed(sandbox.commit("main^"), "later")));
    }

    @Test
    void findsWavesThatTheUserMergedFromAnotherBranch() {
        Candidate candidate = candidate();
        sandbox.write("README", "moved\n");
        sandbox.commitAll("moved");
        sandbox.git("merge", "--quiet", "--no-edit", "refs/coord/waves/r1/0/candidate");

        assertThat(survey().landed()).containsOnlyKeys(new FeatureId("P1"), new FeatureId("P2"));
        assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));
    }

    @Test
    void tellsWhichCommitsAreThere() {
        CommitId missing = new CommitId("0123456789012345678901234567890123456789");

        assertThat(survey(base, missing).present()).containsExactly(base);
        assertThat(survey().target()).isEqualTo(base);
    }

    @Test
    void refusesTrackedChangesButNotUntrackedFiles() {
        sandbox.write("untracked", "x");
        assertThat(survey().target()).isEqualTo(base);
        sandbox.write("README", "mine\n");

        assertThatThrownBy(() -> survey()).isInstanceOf(BadInput.class).hasMessageContaining("'README'");
    }

    @Test
    void refusesAMissingOrUnbornTarget() throws IOException {
        for (String revision : List.of("main~1", "main~0", "main^{}", "main@{0}", "main:README", "main..main")) {
            assertThatThrownBy(() -> sandbox.integrator().survey("refs/heads/" + revision, Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContainingAll(revision, "did you mean 'main'?");
        }
        assertThatThrownBy(() -> sandbox.integrator().survey("refs/heads/none", Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("refs/heads/none");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Scripts.run(empty, "git init -q -b main");

        assertThatThrownBy(() -> Sandbox.at(empty).integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("first commit");
    }
}
