package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.BranchName;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.radar.LiveWork;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveFeaturesTest {

    private static final CommitId BASE = new CommitId("1".repeat(40));
    private static final CommitId TIP = new CommitId("2".repeat(40));

    @Test
    void whatSomebodyWorksOnOrHasCompletedIsOnItsBranch() {
        Snapshot snapshot = snapshot(List.of("started"), List.of("done"), Map.of());

        assertThat(LiveFeatures.of(snapshot))
                .containsExactly(
                        new LiveWork.OnBranch(id("done"), new BranchName("topic/done"), false),
                        new LiveWork.OnBranch(id("started"), new BranchName("feature/started"), true));
    }

    @Test
    void theRunKnowsWhereItsFeaturesAre() {
        Workspace place = workspace("works");
        Snapshot snapshot = snapshot(
                List.of("works"),
                List.of("finished"),
                Map.of(
                        "works",
                        new FeaturePhase.Collecting(place, new AgentId("x"), new LeaseId("l"), Optional.empty()),
                        "finished",
                        new FeaturePhase.Finished(workspace("finished"), TIP, List.of(), Optional.empty())));

        assertThat(LiveFeatures.of(snapshot))
                .containsExactly(new LiveWork.Finished(id("finished"), TIP), new LiveWork.InWorkTree(place));
    }

    @Test
    void whatIsNotBegunOrHasLandedIsNotLive() {
        Snapshot snapshot = snapshot(
                List.of("prepared"),
                List.of("landed"),
                Map.of(
                        "prepared", new FeaturePhase.Preparing(workspace("prepared"), new AgentId("x")),
                        "landed", new FeaturePhase.Landed(),
                        "pending", new FeaturePhase.Pending()));

        assertThat(LiveFeatures.of(snapshot)).isEmpty();
    }

    private static Snapshot snapshot(List<String> active, List<String> completed, Map<String, FeaturePhase> phases) {
        CoordinationState state = new CoordinationState(
                0,
                completed.stream().map(LiveFeaturesTest::id).toList(),
                active.stream()
                        .map(id -> new ActiveFeature(id(id), Optional.empty()))
                        .toList(),
                List.of(),
                List.of(),
                new TreeMap<>());
        FeatureSet set = FeatureSet.of(List.of(
                Feature.builder("done").branch("topic/done").build(),
                Feature.builder("started").build()));
        return new Snapshot(1, Optional.of(set), LockRegistry.EMPTY, state, run(phases));
    }

    private static Optional<RunRecord> run(Map<String, FeaturePhase> phases) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        phases.forEach((id, phase) -> features.put(id(id), new FeatureRun("digest", 1, phase, Duration.ZERO)));
        return Optional.of(features)
                .filter(all -> !all.isEmpty())
                .map(all -> new RunRecord(
                        new RunId("r"),
                        new ProcessId(1, Instant.EPOCH, "here"),
                        Optional.empty(),
                        Instant.EPOCH,
                        RunSettings.builder("refs/heads/main").build(),
                        List.of(),
                        0,
                        all,
                        new RunPhase.Working(BASE)));
    }

    private static Workspace workspace(String id) {
        return new Workspace(new RunId("r"), id(id), 1, Path.of("/w", id), "refs/heads/feature/" + id, BASE);
    }

    private static FeatureId id(String id) {
        return new FeatureId(id);
    }
}
