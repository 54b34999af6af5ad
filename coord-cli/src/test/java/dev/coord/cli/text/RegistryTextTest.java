package dev.coord.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks as people see them. */
class RegistryTextTest {

    private static final Instant NOW = Instant.EPOCH;

    private static Snapshot optimistic(OverlapPolicy overlap) {
        Lease lease = new Lease(
                new LeaseId("lease:1"),
                new RequestId("r:1"),
                new AgentId("implementor-1"),
                new FeatureId("a"),
                new FencingToken(1),
                List.of(read("app.js"), read("lib.js")),
                NOW,
                NOW.plusSeconds(60),
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty());
        RunRecord run = new RunRecord(
                new RunId("1"),
                new ProcessId(1, NOW, "host"),
                Optional.empty(),
                NOW,
                RunSettings.builder("refs/heads/main").overlap(overlap).build(),
                List.of(),
                0,
                new TreeMap<>(),
                new RunPhase.Working(new CommitId("1".repeat(40))));
        return Snapshot.EMPTY
                .withFeatures(FeatureSet.of(List.of(
                        Feature.builder("a").writes("app.js").reads("lib.js").build())))
                .withLocks(new LockRegistry(List.of(lease), List.of(), List.of(), new FencingToken(1), List.of()))
                .withRun(run);
    }

    private static PathLock read(String path) {
        return new PathLock(new RepoPath(path), Operation.READ);
    }

    @ParameterizedTest
    @EnumSource
    void aReadLockOnWhatItsFeatureWritesIsExplained(OverlapPolicy overlap) {
        List<String> lines = RegistryText.of(optimistic(overlap), NOW, Paint.PLAIN)
                .toString()
                .lines()
                .toList();

        assertThat(lines)
                .contains("    read   lib.js")
                .contains(
                        overlap == OverlapPolicy.OPTIMISTIC
                                ? "    read   app.js  (and writes it, as others may: --overlap optimistic)"
                                : "    read   app.js");
    }
}
