package dev.coord.core.conflict;

import static dev.coord.core.plan.FeatureSets.id;
import static dev.coord.core.plan.FeatureSets.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.plan.FeatureSets;
import dev.coord.core.plan.Planner;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.HiddenDependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HiddenDependenciesTest {

    @Test
    void suggestsThatTheReaderWaitsForTheWriter() {
        List<Feature> features = List.of(
                Feature.builder("reader").reads("app/x.ts", "lib/").build(),
                Feature.builder("writer").writes("app/**", "lib/y.ts").build());

        assertThat(hidden(features))
                .containsExactly(
                        new HiddenDependency(id("reader"), id("writer"), List.of("app/x.ts", "lib/"), List.of()));
    }

    @Test
    void saysThatTwoWhoReadEachOtherCannotBothWait() {
        List<Feature> features = List.of(
                Feature.builder("a").reads("b.ts").writes("a.ts").build(),
                Feature.builder("b").reads("a.ts").writes("b.ts").build());

        assertThat(hidden(features))
                .containsExactly(
                        new HiddenDependency(id("a"), id("b"), List.of("b.ts"), ids("a", "b")),
                        new HiddenDependency(id("b"), id("a"), List.of("a.ts"), ids("b", "a")));
    }

    @Test
    void tellsTheWholeCircleThroughDeclaredDependencies() {
        List<Feature> features = List.of(
                Feature.builder("a").reads("c.ts").writes("a.ts").build(),
                Feature.builder("b").reads("a.ts").blocks("d").build(),
                Feature.builder("c").writes("c.ts").reads("d.ts").build(),
                Feature.builder("d").writes("d.ts").build());

        assertThat(hidden(features))
                .extracting(HiddenDependency::circle)
                .containsExactly(ids("a", "b", "d", "c"), ids("b", "d", "c", "a"), ids("c", "a", "b", "d"));
    }

    @Property
    void canAllBeDeclaredTogetherUnlessACircleIsTold(@ForAll("features") List<Feature> features) {
        List<HiddenDependency> hidden = hidden(features);
        List<HiddenDependency> possible =
                hidden.stream().filter(HiddenDependency::canBeDeclared).toList();

        assertThat(DependencyGraph.cycles(FeatureSet.of(declaring(features, possible))))
                .isEmpty();
        DependencyGraph declared = DependencyGraph.of(FeatureSet.of(features));
        for (HiddenDependency impossible : hidden) {
            List<FeatureId> circle = impossible.circle();
            for (int i = 0; i + 1 < circle.size(); i++) {
                FeatureId before = circle.get(i);
                FeatureId after = circle.get(i + 1);
                assertThat(declared.prerequisites(after).contains(before)
                                || hidden.stream()
                                        .anyMatch(other -> other.reader().equals(after)
                                                && other.writer().equals(before)))
                        .isTrue();
            }
            if (!circle.isEmpty()) {
                assertThat(circle.get(0)).isEqualTo(impossible.reader());
                assertThat(circle.get(circle.size() - 1)).isEqualTo(impossible.writer());
            }
        }
    }

    @Property
    void areTheReadsThatNothingOrders(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        List<Conflict> reads = ConflictIndex.of(set, DependencyGraph.of(set))
                .pairs(Set.of(ConflictType.READ_AFTER_WRITE))
                .toList();

        assertThat(hidden(features))
                .extracting(HiddenDependency::reader)
                .isEqualTo(reads.stream().map(Conflict::first).toList());
        assertThat(hidden(features))
                .extracting(HiddenDependency::writer)
                .isEqualTo(reads.stream().map(Conflict::second).toList());
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static List<HiddenDependency> hidden(List<Feature> features) {
        return Planner.plan(FeatureSet.of(features), 2).hiddenDependencies().toList();
    }

    private static List<Feature> declaring(List<Feature> features, List<HiddenDependency> hidden) {
        List<Feature> declaring = new ArrayList<>();
        for (Feature feature : features) {
            Feature.Builder more = Feature.builder(feature.id().value());
            feature.blocks().forEach(other -> more.blocks(other.value()));
            feature.blockedBy().forEach(other -> more.blockedBy(other.value()));
            hidden.stream()
                    .filter(dependency -> dependency.reader().equals(feature.id()))
                    .forEach(dependency -> more.blockedBy(dependency.writer().value()));
            declaring.add(more.build());
        }
        return declaring;
    }
}
