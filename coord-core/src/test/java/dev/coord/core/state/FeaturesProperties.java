package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.plan.FeatureSets;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FeaturesProperties {
    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    @Property
    void prerequisitesAreThoseOfThePlan(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        DependencyGraph graph = DependencyGraph.of(set);

        for (FeatureId id : set.features().keySet()) {
            assertThat(Features.prerequisites(set, id)).containsExactlyElementsOf(graph.prerequisites(id));
        }
    }
}
