package dev.coord.core.run.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.conflict.Rivals;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What both strategies promise for any record, and what each promises alone. */
class SchedulingProperties {

    private static final FeatureSet FEATURES = FeatureSet.of(List.of(
            Feature.builder("a").writes("a.ts").build(),
            Feature.builder("b").blockedBy("a").writes("b.ts").build(),
            Feature.builder("c").writes("c.ts").build(),
            Feature.builder("d").writes("a.ts").build(),
            Feature.builder("e").blockedBy("c").writes("e.ts", "c.ts").build(),
            Feature.builder("f").writes("f.ts").priority(3).build()));
    private static final Map<FeatureId, List<FeatureId>> PREREQUISITES = FEATURES.features().keySet().stream()
            .collect(Collectors.toMap(
                    id -> id, id -> List.copyOf(DependencyGraph.of(FEATURES).prerequisites(id))));
    private static final List<Wave> WAVES = Planner.plan(FEATURES, 2).waves();
    private static final CommitId COMMIT = new CommitId("3f".repeat(20));

    private static RunRecord record(List<Integer> kinds) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        int i = 0;
        for (FeatureId id : FEATURES.features().keySet()) {
            features.put(id, new FeatureRun("digest", 1, phase(id, kinds.get(i++)), Duration.ZERO));
        }
        return new RunRecord(
                new RunId("r1"),
                new ProcessId(1, Instant.EPOCH, "here"),
                Optional.empty(),
                Instant.EPOCH,
                RunSettings.builder("refs/heads/main")
                        .agents(2)
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                WAVES,
                0,
                features,
                new RunPhase.Working(COMMIT));
    }

    private static FeaturePhase phase(FeatureId id, int kind) {
        Workspace place =
                new Workspace(new RunId("r1"), id, 1, Path.of("/w/" + id), "refs/heads/feature/" + id, COMMIT);
        return switch (kind) {
            case 0, 1 -> new FeaturePhase.Pending();
            case 2 -> new FeaturePhase.Preparing(place, new AgentId("one"));
            case 3 -> new FeaturePhase.Salvaging(place, Optional.empty(), Optional.empty());
            case 4 -> new FeaturePhase.Failed("exit status 3", "");
            default -> new FeaturePhase.Finished(place, COMMIT, List.of(), Optional.empty());
        };
    }

    private static List<Scheduling> both() {
        return List.of(
                new WaveScheduling(FEATURES, Map.of()), new ContinuousScheduling(FEATURES, OverlapPolicy.SERIALIZE));
    }

    @Property
    void nothingBeginsThatHasBegun(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);

        for (Scheduling scheduling : both()) {
            scheduling
                    .next(run)
                    .ifPresent(id -> assertThat(Progress.phaseOf(run, id)).isInstanceOf(FeaturePhase.Pending.class));
        }
    }

    @Property
    void whatIsIntegratedHasFinishedAndNothingGetsLost(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);

        for (Scheduling scheduling : both()) {
            scheduling.integrable(run).ifPresent(next -> {
                assertThat(Progress.wave(next))
                        .isNotEmpty()
                        .allMatch(id -> next.feature(id).phase() instanceof FeaturePhase.Finished);
                assertThat(Progress.ahead(next)).containsExactlyInAnyOrderElementsOf(Progress.ahead(run));
                assertThat(next.features()).isEqualTo(run.features());
                assertThat(scheduling.withWave(run, Progress.wave(next)))
                        .hasValueSatisfying(
                                again -> assertThat(Progress.wave(again)).isEqualTo(Progress.wave(next)));
            });
        }
    }

    @Property
    void aContinuousRunWaitsForPrerequisitesAndRivals(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);
        DependencyGraph graph = DependencyGraph.of(FEATURES);

        new ContinuousScheduling(FEATURES, OverlapPolicy.SERIALIZE).next(run).ifPresent(id -> {
            assertThat(graph.prerequisites(id)).doesNotContainAnyElementsOf(Progress.ahead(run));
            assertThat(Progress.ahead(run))
                    .filteredOn(other -> Phases.isBusy(Progress.phaseOf(run, other)))
                    .noneMatch(other -> Rivals.contend(FEATURES.get(id), FEATURES.get(other), OverlapPolicy.SERIALIZE));
        });
    }

    @Property
    void aRunByWavesBeginsWhatIsInItsWave(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);
        boolean anyPending =
                Progress.wave(run).stream().anyMatch(id -> run.feature(id).phase() instanceof FeaturePhase.Pending);

        Optional<FeatureId> next = new WaveScheduling(FEATURES, Map.of()).next(run);

        assertThat(next.isPresent()).isEqualTo(anyPending);
        next.ifPresent(id -> assertThat(Progress.wave(run))
                .contains(id)
                .filteredOn(other -> Progress.isPending(run, other))
                .allMatch(other ->
                        FEATURES.get(other).priority() <= FEATURES.get(id).priority()));
    }

    @Property
    void whatIsLeftOutHasFailedOrNeedsWhatIs(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);

        List<FeatureId> out = LeftOut.of(run, PREREQUISITES);

        assertThat(out)
                .allMatch(id -> LeftOut.hasFailed(run, id)
                        || PREREQUISITES.getOrDefault(id, List.of()).stream().anyMatch(out::contains));
        assertThat(Progress.ahead(run))
                .filteredOn(id -> !out.contains(id))
                .noneMatch(id -> LeftOut.hasFailed(run, id)
                        || PREREQUISITES.getOrDefault(id, List.of()).stream().anyMatch(out::contains));
    }

    @Property
    void whatIsLeftOutComesLastAndTheRestKeepsItsOrder(@ForAll @Size(6) List<@IntRange(max = 7) Integer> kinds) {
        RunRecord run = record(kinds);
        List<FeatureId> out = LeftOut.of(run, PREREQUISITES);

        RunRecord behind = LeftOut.behind(run, PREREQUISITES);

        List<FeatureId> expected = new ArrayList<>(Progress.ahead(run));
        expected.removeAll(out);
        expected.addAll(out);
        assertThat(Progress.ahead(behind)).containsExactlyElementsOf(expected);
        assertThat(LeftOut.behind(behind, PREREQUISITES)).isEqualTo(behind);
        assertThat(behind.waves())
                .extracting(Wave::number)
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
