package dev.coord.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.plan.Planner;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.store.Snapshot;
import dev.coord.testkit.CoordAssertions;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class CoordArbitrariesProperties {

    @Provide
    Arbitrary<FeatureSet> featureSets() {
        return CoordArbitraries.featureSets(8);
    }

    @Provide
    Arbitrary<List<Snapshot>> histories() {
        return Histories.histories(30);
    }

    @Property(tries = 300)
    void featureSetsCanBePlannedAndOftenConflict(@ForAll("featureSets") FeatureSet features) {
        Plan plan = Planner.plan(features, 4);

        assertThat(plan.waves().stream()
                        .mapToInt(wave -> wave.features().size())
                        .sum())
                .isEqualTo(features.features().size());
        boolean serialized = plan.conflicts().pairs().anyMatch(conflict -> conflict.mustSerialize());
        Statistics.label("serialized")
                .collect(serialized)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
        Statistics.label("several waves")
                .collect(plan.waves().size() > 1)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    }

    @Property(tries = 300)
    void historiesSatisfyTheInvariantsAndOftenHaveWaiters(@ForAll("histories") List<Snapshot> history) {
        for (int i = 1; i < history.size(); i++) {
            CoordAssertions.assertThat(history.get(i)).satisfiesInvariants().follows(history.get(i - 1));
        }

        boolean waited =
                history.stream().anyMatch(snapshot -> !snapshot.locks().queue().isEmpty());
        Statistics.label("waited")
                .collect(waited)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 4));
    }
}
