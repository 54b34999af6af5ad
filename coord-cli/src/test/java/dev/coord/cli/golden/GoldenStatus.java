package dev.coord.cli.golden;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.merge.Candidate;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import dev.coord.store.Transition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code coord status} tells of a run in each of its phases, and of features in each of theirs. */
public final class GoldenStatus implements GoldenScript {

    private static final Instant BEGUN = Instant.parse("2025-10-30T14:30:00Z");
    private static final RunId RUN = new RunId("k3x9");
    private static final AgentId AGENT = new AgentId("implementor-1");
    private static final FeatureId FEATURE = new FeatureId("P1");
    private static final CommitId COMMIT = new CommitId("3f".repeat(20));
    private static final Workspace PLACE =
            new Workspace(RUN, FEATURE, 1, Path.of("/srv/shop.coord/P1-1"), "refs/heads/feature/P1", COMMIT);
    private static final Lease LEASE = new Lease(
            new LeaseId("lease:1"),
            new RequestId("r:1"),
            AGENT,
            FEATURE,
            new FencingToken(7),
            List.of(),
            BEGUN,
            BEGUN.plusSeconds(300),
            Duration.ofMinutes(5),
            Optional.empty(),
            Optional.empty());

    @Override
    public void play(GoldenStage stage) throws Exception {
        for (Map.Entry<String, RunPhase> phase : phases().entrySet()) {
            store(stage.newHome(phase.getKey()), record(ProcessLife.current(), phase.getValue()));
            stage.golden("status-run-" + phase.getKey(), ExitCode.DONE, "status");
        }
        ProcessId dead = new ProcessId(
                Long.MAX_VALUE, Instant.EPOCH, ProcessLife.current().host());
        store(stage.newHome("abandoned"), record(dead, new RunPhase.Working(COMMIT)));
        stage.golden("status-run-abandoned", ExitCode.DONE, "status");
        driven(stage.newHome("driven"));
        stage.golden("complete-made-by-run", ExitCode.CONFLICT, "complete", "e-running", "--agent", AGENT.value());
        ProcessId alive =
                ProcessLife.of(ProcessHandle.current().parent().orElseThrow()).orElseThrow();
        store(stage.newHome("rival"), record(alive, new RunPhase.Working(COMMIT)));
        String features = Called.specification(stage.directory()).toString();
        Path repository = CoordProcess.repository(stage.directory().resolve("repo"), "README", "hello\n");
        stage.golden(
                "run-already-running",
                ExitCode.CONFLICT,
                "run",
                features,
                "--repo",
                repository.toString(),
                "--agent",
                "true");
    }

    private static Map<String, RunPhase> phases() {
        Candidate candidate = new Candidate(
                new WaveWork(RUN, 0, "refs/heads/main", List.of()), COMMIT, new CommitId("a0".repeat(20)));
        return Map.of(
                "working", new RunPhase.Working(COMMIT),
                "merging", new RunPhase.Merging(COMMIT, 1),
                "proving", new RunPhase.Proving(candidate, 1),
                "testing", new RunPhase.Testing(candidate, 1),
                "landing", new RunPhase.Landing(candidate, 1),
                "draining", new RunPhase.Draining(List.of("wave 1 did not merge")),
                "done", new RunPhase.Done(),
                "stopped", new RunPhase.Stopped(List.of("feature 'P1' failed:\n exit status 3", "and more")));
    }

    /** With a feature in each phase. */
    public static RunRecord record(ProcessId owner, RunPhase phase) {
        FeaturePhase.Finished finished = new FeaturePhase.Finished(PLACE, COMMIT, List.of("a.ts"), Optional.empty());
        Map<String, FeaturePhase> phases = Map.ofEntries(
                Map.entry("a-pending", new FeaturePhase.Pending()),
                Map.entry("b-preparing", new FeaturePhase.Preparing(PLACE, AGENT)),
                Map.entry("c-queued", new FeaturePhase.Queued(PLACE, AGENT, new RequestId("r:1"))),
                Map.entry("d-ready", new FeaturePhase.Ready(PLACE, AGENT, LEASE)),
                Map.entry("e-running", new FeaturePhase.Running(PLACE, AGENT, LEASE, BEGUN, Optional.empty())),
                Map.entry(
                        "f-collecting",
                        new FeaturePhase.Collecting(PLACE, AGENT, new LeaseId("lease:1"), Optional.empty())),
                Map.entry(
                        "fa-checking",
                        new FeaturePhase.Checking(
                                AGENT, Optional.of(new LeaseId("lease:1")), Optional.empty(), finished)),
                Map.entry("g-salvaging", new FeaturePhase.Salvaging(PLACE, Optional.empty(), Optional.of("timed out"))),
                Map.entry("h-finished", finished),
                Map.entry("i-failed", new FeaturePhase.Failed("exit status 3", "refs/coord/kept/k3x9/P1-1")),
                Map.entry("j-landed", new FeaturePhase.Landed()));
        TreeMap<FeatureId, FeatureRun> features = new TreeMap<>();
        phases.forEach((id, each) ->
                features.put(new FeatureId(id), new FeatureRun("digest-1", 2, each, Duration.ofMillis(1500))));
        RunSettings settings = RunSettings.builder("refs/heads/main")
                .agents(3)
                .schedule(Schedule.CONTINUOUS)
                .timeout(Duration.ofMinutes(30))
                .build();
        return new RunRecord(RUN, owner, Optional.empty(), BEGUN, settings, List.of(), 0, features, phase);
    }

    private static void driven(Path home) {
        FeatureId id = new FeatureId("e-running");
        RunRecord record = record(ProcessLife.current(), new RunPhase.Working(COMMIT));
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            Coordinator coordinator = new Coordinator(store);
            coordinator.apply(new Command.StoreFeatures(
                    FeatureSet.of(List.of(Feature.builder(id.value()).build()))));
            coordinator.apply(new Command.StartFeature(id, AGENT));
            store.update((before, now) ->
                    Transition.of(before.withRun(record.drivenBy(RunDriver.working("driver-1", now))), ""));
        }
    }

    private static void store(Path home, RunRecord record) {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            store.update((before, now) -> Transition.of(before.withRun(record), ""));
        }
    }
}
