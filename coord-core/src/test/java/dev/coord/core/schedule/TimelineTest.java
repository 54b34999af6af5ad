package dev.coord.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.conflict.ConflictIndex;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.plan.FeatureSets;
import dev.coord.core.plan.Simulator;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;
import dev.coord.plan.Simulation.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Property(tries = 200)
    void keepsToTheRulesOfItsSchedule(
            @ForAll("features") List<Feature> features,
            @ForAll @IntRange(min = 1, max = 5) int agents,
            @ForAll Schedule schedule,
            @ForAll OverlapPolicy overlap) {
        FeatureSet set = FeatureSet.of(features);
        Simulation simulation = Simulator.simulate(set, agents, overlap, schedule);
        Map<FeatureId, Span> spans =
                simulation.timeline().stream().collect(Collectors.toMap(Span::feature, Function.identity()));

        assertThat(spans.keySet())
                .containsExactlyInAnyOrderElementsOf(set.features().keySet());
        DependencyGraph graph = DependencyGraph.of(set);
        for (Span span : spans.values()) {
            Duration expected =
                    set.get(span.feature()).estimate().orElse(simulation.cost().assumed());
            assertThat(span.end().minus(span.start())).isEqualTo(expected);
            for (FeatureId before : graph.prerequisites(span.feature())) {
                assertThat(spans.get(before).end()).isLessThanOrEqualTo(span.start());
            }
            long atOnce = spans.values().stream()
                    .filter(other -> meet(span.start(), other))
                    .count();
            assertThat(atOnce).isLessThanOrEqualTo(agents);
            for (Span other : spans.values()) {
                boolean sameAgent = other != span && other.agent().equals(span.agent());
                assertThat(sameAgent && meet(span.start(), other)).isFalse();
                boolean laterWave = schedule == Schedule.WAVES && other.wave() > span.wave();
                assertThat(laterWave && other.start().compareTo(span.end()) < 0).isFalse();
            }
        }
        ConflictIndex.of(set, graph)
                .pairs()
                .filter(Conflict::mustSerialize)
                .filter(conflict ->
                        overlap == OverlapPolicy.SERIALIZE || conflict.type() == ConflictType.SCHEMA_CONFLICT)
                .forEach(conflict -> {
                    Span one = spans.get(conflict.first());
                    Span other = spans.get(conflict.second());
                    assertThat(meet(one.start(), other) || meet(other.start(), one))
                            .isFalse();
                });
    }

    @Property(tries = 200)
    void neverGoesBelowItsLowerBoundAndCountsAllWork(
            @ForAll("features") List<Feature> features,
            @ForAll @IntRange(min = 1, max = 5) int agents,
            @ForAll Schedule schedule) {
        Simulation simulation = Simulator.simulate(FeatureSet.of(features), agents, OverlapPolicy.SERIALIZE, schedule);

        assertThat(simulation.makespan())
                .isGreaterThanOrEqualTo(simulation.cost().bounds().makespan())
                .isEqualTo(
                        schedule == Schedule.WAVES
                                ? simulation.cost().makespan()
                                : simulation.cost().continuousMakespan());
        assertThat(simulation.cost().waves())
                .isGreaterThanOrEqualTo(simulation.cost().bounds().waves());
        assertThat(simulation.work())
                .isEqualTo(simulation.timeline().stream()
                        .map(span -> span.end().minus(span.start()))
                        .reduce(Duration.ZERO, Duration::plus));
        assertThat(simulation.speedUp()).isBetween(features.isEmpty() ? 1 : 0.999, agents + 0.001);
        assertThat(simulation.idleShare()).isBetween(0.0, 1.0);
    }

    @Test
    void beginsAsSoonAsItsOwnPrerequisitesAreDoneWhereItIsContinuous() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("slow").takes(Duration.ofHours(3)).build(),
                Feature.builder("quick").takes(Duration.ofMinutes(10)).build(),
                Feature.builder("next")
                        .blockedBy("quick")
                        .takes(Duration.ofHours(1))
                        .build()));

        assertThat(Simulator.simulate(features, 2, OverlapPolicy.SERIALIZE, Schedule.WAVES)
                        .makespan())
                .isEqualTo(Duration.ofHours(4));
        assertThat(Simulator.simulate(features, 2, OverlapPolicy.SERIALIZE, Schedule.CONTINUOUS)
                        .makespan())
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void tellsWhatSplittingTheCostliestResourceGains() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("a")
                        .writes("hot.ts", "a.ts")
                        .takes(Duration.ofHours(2))
                        .build(),
                Feature.builder("b")
                        .writes("hot.ts", "b.ts")
                        .takes(Duration.ofHours(2))
                        .build(),
                Feature.builder("c")
                        .writes("hot.ts", "c.ts")
                        .takes(Duration.ofHours(2))
                        .build(),
                Feature.builder("d")
                        .changesSchema("t")
                        .takes(Duration.ofHours(1))
                        .build(),
                Feature.builder("e")
                        .changesSchema("t")
                        .takes(Duration.ofHours(1))
                        .build()));

        Simulation simulation = Simulator.simulate(features, 8, OverlapPolicy.SERIALIZE, Schedule.WAVES);

        assertThat(simulation.makespan()).isEqualTo(Duration.ofHours(6));
        assertThat(simulation.bottlenecks())
                .containsExactly(new Simulation.Bottleneck(
                        ConflictType.FILE_WRITE_CONFLICT, "hot.ts", 3, 1, Duration.ofHours(3)));
        assertThat(simulation.speedUp()).isEqualTo(8.0 / 6);
        assertThat(simulation.idleShare()).isEqualTo(1 - 8.0 / 48);
    }

    @Test
    void assumesTheMedianForWhatHasNoEstimate() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("a").takes(Duration.ofHours(1)).build(),
                Feature.builder("b").takes(Duration.ofHours(2)).build(),
                Feature.builder("c").takes(Duration.ofHours(9)).build(),
                Feature.builder("d").build()));

        assertThat(Simulator.simulate(features, 4, OverlapPolicy.SERIALIZE, Schedule.WAVES)
                        .cost()
                        .assumed())
                .isEqualTo(Duration.ofHours(2));
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.estimated();
    }

    private static boolean meet(Duration instant, Span span) {
        return span.start().compareTo(instant) <= 0 && instant.compareTo(span.end()) < 0;
    }
}
