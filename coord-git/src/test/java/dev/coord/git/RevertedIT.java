package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.lock.FencingToken;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A landing that was taken back is as none, for every question about what has landed. */
class RevertedIT {

    private static final FeatureId A = new FeatureId("A");

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("list", "1\n2\n3\n4\n5\n6\n7\n");
        sandbox.commitAll("a file");
    }

    private CommitId land(FeatureTip tip) throws InterruptedException {
        MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tip));
        assertThat(outcome).isInstanceOf(Merged.class);
        sandbox.integrator().land(((Merged) outcome).candidate());
        return sandbox.commit("main");
    }

    private FeatureTip made(String feature, int attempt, String text) {
        Workspace workspace = sandbox.prepared(feature, attempt);
        Sandbox.write(workspace.directory().resolve("list"), text);
        return sandbox.collected(workspace);
    }

    private void takeBack(CommitId landing, String feature) {
        sandbox.git("revert", "-m", "1", "--no-commit", landing.value());
        sandbox.git("commit", "-q", "-m", "Take it back\n\nCoord-Reverts: " + feature + " " + landing + "\n");
    }

    private Map<FeatureId, Landed> landed() {
        return sandbox.integrator().survey(Sandbox.MAIN, Set.of()).landed();
    }

    private static FeatureTip under(long token, FeatureTip made) {
        Fence fence = new Fence(new FencingToken(token), List.of(new RepoPath("list")));
        return new FeatureTip(made.feature(), made.digest(), made.tip(), Optional.of(fence));
    }

    @Test
    void hasNotLandedUntilItLandsAgain() throws InterruptedException {
        CommitId first = land(made("A", 1, "one\n2\n3\n4\n5\n6\n7\n"));

        takeBack(first, "A");

        assertThat(landed()).isEmpty();
        assertThat(sandbox.integrator().subjects(sandbox.commit("main"), Set.of(A)))
                .isEmpty();
        CommitId second = land(made("A", 2, "uno\n2\n3\n4\n5\n6\n7\n"));
        assertThat(landed()).containsExactly(Map.entry(A, new Landed(second, "digest-A")));
        assertThat(sandbox.integrator().subjects(sandbox.commit("main"), Set.of(A)))
                .containsKey(A);
    }

    @Test
    void noOtherLandingIsTakenBack() throws InterruptedException {
        CommitId first = land(made("A", 1, "one\n2\n3\n4\n5\n6\n7\n"));
        CommitId second = land(made("A", 2, "one\n2\n3\n4\n5\n6\nseven\n"));

        takeBack(second, "B");
        assertThat(landed()).containsEntry(A, new Landed(second, "digest-A"));

        sandbox.git("commit", "-q", "--allow-empty", "-m", "x\n\nCoord-Reverts: A " + second);
        assertThat(landed()).containsEntry(A, new Landed(first, "digest-A"));
    }

    @Test
    void isNoNewerHolder() throws InterruptedException {
        FeatureTip late = under(1, made("B", 1, "1\n2\n3\n4\n5\n6\nseven\n"));
        CommitId landing = land(under(2, made("A", 1, "one\n2\n3\n4\n5\n6\n7\n")));
        assertThat(sandbox.integrator().merge(Sandbox.wave(late)).leftOut()).isNotEmpty();

        takeBack(landing, "A");

        assertThat(sandbox.integrator().merge(Sandbox.wave(late)).leftOut()).isEmpty();
    }

    @Test
    void isNotUndoneByLaterWork() throws InterruptedException {
        CommitId landing = land(made("A", 1, "1\n2\n3\n4\n5\n6\n7\nadded\n"));
        takeBack(landing, "A");
        sandbox.write("list", "1\n2\n3\n4\n5\n6\n7\nadded\n");
        sandbox.commitAll("the same by hand");
        Workspace workspace = sandbox.prepared("B");
        Sandbox.write(workspace.directory().resolve("list"), "1\n2\n3\n4\n5\n6\n7\n");

        Collected collected = sandbox.worktrees().collect(workspace, Sandbox.feature("B"));

        assertThat(((Collected.Work) collected).undone()).isEmpty();
    }

    @Test
    void isNotToBlameForAConflict() throws InterruptedException {
        FeatureTip other = made("B", 1, "eins\n2\n3\n4\n5\n6\n7\n");
        CommitId landing = land(made("A", 1, "one\n2\n3\n4\n5\n6\n7\n"));
        takeBack(landing, "A");
        sandbox.write("list", "uno\n2\n3\n4\n5\n6\n7\n");
        sandbox.commitAll("somebody's");

        List<MergeOutcome.LeftOut> leftOut =
                sandbox.integrator().merge(Sandbox.wave(other)).leftOut();

        assertThat(leftOut)
                .singleElement()
                .satisfies(one -> assertThat(((Conflicted) one).with()).isEmpty());
    }
}
