package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A wave of two features, merged and about to land. */
abstract class LandingFixture {

    @TempDir
    Path temp;

    Sandbox sandbox;
    CommitId base;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("a 'repo'"));
        base = sandbox.commit("main");
    }

    Candidate candidate(FeatureTip... tips) {
        try {
            MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tips));
            return ((MergeOutcome.Merged) outcome).candidate();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Candidate candidate() {
        return candidate(sandbox.made("P1", "new/file", "new\n"), sandbox.made("P2", "shared.txt", "changed\n"));
    }

    LandingOutcome land(Candidate candidate) {
        return sandbox.integrator().land(candidate);
    }

    void assertBroughtForward(Path workTree) {
        assertThat(workTree.resolve("new/file")).hasContent("new");
        assertThat(workTree.resolve("shared.txt")).hasContent("changed");
        assertThat(Scripts.run(workTree, "git status --porcelain --untracked-files=no"))
                .isEmpty();
    }
}
