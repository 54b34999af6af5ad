package dev.coord.core.plan;

import static dev.coord.core.plan.FeatureSets.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Explanation;
import dev.coord.plan.Explanation.Cause;
import dev.coord.plan.Explanation.Contention;
import dev.coord.plan.Explanation.Prerequisite;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    @Test
    void tellsThePrerequisiteAndTheChain() {
        Plan plan = Planner.plan(FeatureSet.of(FeatureSets.withAdminPanel()), 4);

        assertThat(plan.explain(id("P3_posts")))
                .isEqualTo(new Explanation(
                        id("P3_posts"),
                        3,
                        List.of(new Prerequisite(id("P1_user_auth"), id("P3_posts"))),
                        List.of(
                                new Prerequisite(id("setup_infrastructure"), id("foundational_features")),
                                new Prerequisite(id("foundational_features"), id("P1_user_auth")),
                                new Prerequisite(id("P1_user_auth"), id("P3_posts"))),
                        3));
    }

    @Test
    void tellsTheConflictAndWhereDependenciesAloneWouldLetItStand() {
        Explanation why =
                Planner.plan(FeatureSet.of(FeatureSets.withAdminPanel()), 4).explain(id("P4_admin_panel"));

        assertThat(why.wave()).isEqualTo(3);
        assertThat(why.causes())
                .containsExactly(new Contention(
                        id("P1_user_auth"),
                        id("P4_admin_panel"),
                        ConflictType.FILE_WRITE_CONFLICT,
                        List.of("middleware.ts")));
        assertThat(why.dependenciesAlone()).isEqualTo(2);
    }

    @Test
    void namesTheNearestForAFeatureItDoesNotKnow() {
        Plan plan = Planner.plan(FeatureSet.of(FeatureSets.withAdminPanel()), 4);

        assertThatThrownBy(() -> plan.explain(id("P3_post")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("P3_posts");
    }

    @Property
    void wouldLetAFeatureRunAWaveEarlierIfItsCausesWereGone(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        Plan plan = Planner.plan(set, 3);
        Map<FeatureId, Integer> waves = waves(plan);
        DependencyGraph graph = DependencyGraph.of(set);
        List<Conflict> serialized =
                plan.conflicts().pairs().filter(Conflict::mustSerialize).toList();

        for (Feature feature : features) {
            Explanation why = plan.explain(feature.id());
            Set<FeatureId> causes = new HashSet<>();
            why.causes().forEach(cause -> causes.add(cause.earlier()));
            Set<FeatureId> inTheWay = new HashSet<>();
            graph.prerequisites(feature.id()).stream()
                    .filter(before -> waves.get(before) == why.wave() - 1)
                    .forEach(inTheWay::add);
            for (Conflict conflict : serialized) {
                for (FeatureId rival : List.of(conflict.first(), conflict.second())) {
                    boolean ofFeature = conflict.first().equals(feature.id())
                            || conflict.second().equals(feature.id());
                    if (ofFeature && waves.get(rival) == why.wave() - 1) {
                        inTheWay.add(rival);
                    }
                }
            }
            assertThat(causes).isEqualTo(inTheWay);
            assertThat(why.causes().isEmpty()).isEqualTo(why.wave() == 0);
        }
    }

    @Property
    void leadsFromTheFirstWaveToTheFeatureOneWaveAtATime(@ForAll("features") List<Feature> features) {
        Plan plan = Planner.plan(FeatureSet.of(features), 3);
        Map<FeatureId, Integer> waves = waves(plan);

        for (Feature feature : features) {
            List<Cause> chain = plan.explain(feature.id()).chain();
            assertThat(chain).hasSize(waves.get(feature.id()));
            for (int wave = 0; wave < chain.size(); wave++) {
                assertThat(waves.get(chain.get(wave).earlier())).isEqualTo(wave);
                assertThat(chain.get(wave).later())
                        .isEqualTo(wave + 1 < chain.size() ? chain.get(wave + 1).earlier() : feature.id());
            }
        }
    }

    @Property
    void impliesTheOrderOfAllThatIsSerialized(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        Plan plan = Planner.plan(set, 3);
        Map<FeatureId, Integer> waves = waves(plan);
        List<Contention> turns = plan.serializations();
        List<Feature> ordered = new ArrayList<>();
        for (Feature feature : features) {
            Feature.Builder alone = Feature.builder(feature.id().value());
            feature.blocks().forEach(other -> alone.blocks(other.value()));
            feature.blockedBy().forEach(other -> alone.blockedBy(other.value()));
            turns.stream()
                    .filter(turn -> turn.later().equals(feature.id()))
                    .forEach(turn -> alone.blockedBy(turn.earlier().value()));
            ordered.add(alone.build());
        }
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(ordered));
        DependencyGraph declared = DependencyGraph.of(set);

        plan.conflicts()
                .pairs()
                .filter(Conflict::mustSerialize)
                .forEach(conflict -> assertThat(graph.ordered(conflict.first(), conflict.second()))
                        .isTrue());
        assertThat(turns)
                .allMatch(turn -> waves.get(turn.earlier()) < waves.get(turn.later()))
                .noneMatch(turn -> declared.ordered(turn.earlier(), turn.later()));
    }

    @Test
    void serializesAHotFileInAsManyStepsAsItHasWriters() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            features.add(
                    Feature.builder("F" + i).writes("hot.ts", "f" + i + ".ts").build());
        }

        assertThat(Serializations.entries(Planner.plan(FeatureSet.of(features), 4), Instant.EPOCH))
                .hasSize(999);
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static Map<FeatureId, Integer> waves(Plan plan) {
        Map<FeatureId, Integer> waves = new HashMap<>();
        plan.waves().forEach(wave -> wave.features().forEach(id -> waves.put(id, wave.number())));
        return waves;
    }
}
