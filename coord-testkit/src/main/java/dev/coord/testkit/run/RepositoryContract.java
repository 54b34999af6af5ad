package dev.coord.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the contracts of a repository's ports begin with. */
public interface RepositoryContract {

    /** The run that the contracts play. */
    RunId RUN = new RunId("r1");

    /**
     * Makes a repository with one commit on its target.
     *
     * @param home an existing directory of this test, empty at first
     * @return the repository
     */
    RepositoryFixture repository(Path home);

    /**
     * The target's commit.
     *
     * @param repository where
     * @return what a survey says
     */
    static CommitId targetOf(RepositoryFixture repository) {
        return repository.integrator().survey(repository.target(), Set.of()).target();
    }

    /**
     * A feature's first workspace, made at the target's commit.
     *
     * @param repository where
     * @param feature its name
     * @return the workspace
     */
    static Workspace prepared(RepositoryFixture repository, String feature) {
        Workspace workspace = repository.workspaces().locate(RUN, new FeatureId(feature), 1, targetOf(repository));
        repository.workspaces().prepare(workspace);
        return workspace;
    }

    /**
     * A feature that declares a path.
     *
     * @param id its name
     * @param writes what it declares
     * @return the feature
     */
    static Feature feature(String id, String... writes) {
        return Feature.builder(id).writes(writes).build();
    }

    /**
     * A feature that wrote one file, made at the target's commit and collected.
     *
     * @param repository where
     * @param feature its name
     * @param token what it was completed under
     * @param path which file
     * @param content all of it
     * @return its tip
     */
    static FeatureTip made(RepositoryFixture repository, String feature, long token, String path, String content) {
        Workspace workspace = prepared(repository, feature);
        repository.write(workspace, path, content);
        return tip(repository, workspace, token, path);
    }

    /**
     * Collects what was made.
     *
     * @param repository where
     * @param workspace where the agent worked
     * @param token what it was completed under
     * @param path which file it declares
     * @return its tip
     */
    static FeatureTip tip(RepositoryFixture repository, Workspace workspace, long token, String path) {
        String id = workspace.feature().value();
        Feature feature = feature(id, path);
        Collected collected = repository.workspaces().collect(workspace, feature);
        assertThat(collected).isInstanceOf(Collected.Work.class);
        Fence fence = new Fence(new FencingToken(token), feature.fileWrites());
        return new FeatureTip(
                workspace.feature(), "digest-" + id, ((Collected.Work) collected).tip(), Optional.of(fence));
    }

    /**
     * Work of one wave.
     *
     * @param repository where it is to land
     * @param tips what was made
     * @return the work
     */
    static WaveWork work(RepositoryFixture repository, FeatureTip... tips) {
        return new WaveWork(RUN, 0, repository.target(), List.of(tips));
    }

    /**
     * Merges what was made, all of it.
     *
     * @param repository where
     * @param tips what was made
     * @return what can be tested and land
     * @throws InterruptedException if the test is stopped
     */
    static Candidate merged(RepositoryFixture repository, FeatureTip... tips) throws InterruptedException {
        MergeOutcome outcome = repository.integrator().merge(work(repository, tips));
        assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class);
        return ((MergeOutcome.Merged) outcome).candidate();
    }
}
