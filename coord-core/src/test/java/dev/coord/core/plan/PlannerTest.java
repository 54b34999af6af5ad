package dev.coord.core.plan;

import static dev.coord.core.plan.FeatureSets.id;
import static dev.coord.core.plan.FeatureSets.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.schedule.FewestWaves;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.Assignment;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Plan.WaveAssignment;
import dev.coord.plan.PlanCost;
import dev.coord.plan.Wave;
import dev.coord.state.ConflictEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    @Test
    void plansTheSpecificationsExampleAsTheSpecificationDoes() {
        Plan plan = plan(FeatureSets.specification(), 4);

        assertThat(plan.waves())
                .containsExactly(
                        new Wave(0, ids("setup_infrastructure"), List.of()),
                        new Wave(1, ids("foundational_features"), List.of(0)),
                        new Wave(2, ids("P1_user_auth"), List.of(1)),
                        new Wave(3, ids("P2_user_profile", "P3_posts"), List.of(2)));
        assertThat(plan.waves()).extracting(Wave::canParallelize).containsExactly(false, false, false, true);
    }

    @Test
    void givesEveryFeatureOfAWaveAnAgentThatLocksAllItWrites() {
        Plan plan = plan(FeatureSets.specification(), 4);

        assertThat(plan.assignments().get(3).agents())
                .extracting(Assignment::agent, Assignment::feature)
                .containsExactly(
                        tuple(new AgentId("implementor-1"), id("P2_user_profile")),
                        tuple(new AgentId("implementor-2"), id("P3_posts")));
        assertThat(plan.assignments().get(3).agents().get(1).fileLockRequests())
                .hasToString("[app/actions/posts.ts, app/posts/page.tsx, components/PostList.tsx,"
                        + " supabase/migrations/002_posts.sql]");
    }

    @Test
    void putsTheAdminPanelAfterTheFeatureThatMoreWaitFor() {
        Plan plan = plan(FeatureSets.withAdminPanel(), 4);

        assertThat(plan.waves()).hasSize(4);
        assertThat(plan.waves().get(3).features()).isEqualTo(ids("P2_user_profile", "P3_posts", "P4_admin_panel"));
    }

    @Test
    void logsWhatOnlyThePlanKeepsApart() {
        Plan plan = plan(FeatureSets.withAdminPanel(), 4);

        assertThat(Serializations.entries(plan, Instant.EPOCH.plusNanos(999_999_999)))
                .containsExactly(new ConflictEntry(
                        Instant.EPOCH,
                        ConflictType.FILE_WRITE_CONFLICT,
                        ids("P1_user_auth", "P4_admin_panel"),
                        List.of("middleware.ts"),
                        "Serialize P4_admin_panel after P1_user_auth"));
    }

    @Test
    void refusesToPlanForNobody() {
        assertThatThrownBy(() -> plan(List.of(), 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at least 1 agent");
    }

    @Test
    void plansNothingForNoFeature() {
        assertThat(plan(List.of(), 1).waves()).isEmpty();
    }

    @Property
    void hasEveryFeatureOnceAndAfterAllItWaitsFor(@ForAll("features") List<Feature> features) {
        Map<FeatureId, Integer> waves = waves(plan(features, 3));
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(features));

        assertThat(plan(features, 3).waves().stream().flatMap(wave -> wave.features().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        features.stream().map(Feature::id).toList());
        for (Feature feature : features) {
            assertThat(graph.prerequisites(feature.id()))
                    .allMatch(earlier -> waves.get(earlier) < waves.get(feature.id()));
        }
    }

    @Property
    void keepsCriticalConflictsOutOfOneWave(@ForAll("features") List<Feature> features) {
        Plan plan = plan(features, 3);
        Map<FeatureId, Integer> waves = waves(plan);

        assertThat(plan.conflicts().pairs().filter(Conflict::mustSerialize))
                .noneMatch(conflict -> waves.get(conflict.first()).equals(waves.get(conflict.second())));
    }

    @Property
    void waitsForTheWavesOfPrerequisitesAndRivalsThatNoOtherImplies(@ForAll("features") List<Feature> features) {
        Plan plan = plan(features, 3);
        Map<FeatureId, Integer> waves = waves(plan);
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(features));
        List<SortedSet<Integer>> direct = new ArrayList<>();
        plan.waves().forEach(wave -> direct.add(new TreeSet<>()));
        for (Feature feature : features) {
            graph.prerequisites(feature.id())
                    .forEach(earlier -> direct.get(waves.get(feature.id())).add(waves.get(earlier)));
        }
        for (Conflict conflict : plan.conflicts().pairs().toList()) {
            if (conflict.mustSerialize()) {
                int one = waves.get(conflict.first());
                int other = waves.get(conflict.second());
                direct.get(Math.max(one, other)).add(Math.min(one, other));
            }
        }

        for (Wave wave : plan.waves()) {
            SortedSet<Integer> needed = direct.get(wave.number());
            List<Integer> unimplied = needed.stream()
                    .filter(before -> needed.stream().noneMatch(other -> implies(direct, other, before)))
                    .toList();
            assertThat(wave.prerequisites()).isEqualTo(unimplied);
        }
    }

    @Property(tries = 300)
    void doesNotDependOnTheOrderOfTheFeatures(@ForAll("features") List<Feature> features, @ForAll Random random) {
        List<Feature> shuffled = new ArrayList<>(features);
        Collections.shuffle(shuffled, random);

        Plan one = plan(features, 3);
        Plan other = plan(shuffled, 3);

        assertThat(other).isEqualTo(one);
        assertThat(other.waves()).isEqualTo(one.waves());
        assertThat(other.assignments()).isEqualTo(one.assignments());
        assertThat(other.conflicts().pairs())
                .containsExactlyElementsOf(one.conflicts().pairs().toList());
        assertThat(other.conflicts().groups()).isEqualTo(one.conflicts().groups());
        assertThat(other.hiddenDependencies())
                .containsExactlyElementsOf(one.hiddenDependencies().toList());
        assertThat(other.cost()).isEqualTo(one.cost());
    }

    @Property
    void hasTheSameWavesForAnyNumberOfAgentsAndSharesThemEvenly(
            @ForAll("features") List<Feature> features, @ForAll @IntRange(min = 1, max = 5) int agents) {
        Plan plan = plan(features, agents);

        assertThat(plan.waves()).isEqualTo(plan(features, 9).waves());
        for (WaveAssignment wave : plan.assignments()) {
            Map<AgentId, Integer> load = new HashMap<>();
            wave.agents().forEach(assignment -> load.merge(assignment.agent(), 1, Integer::sum));
            assertThat(load).hasSize(Math.min(agents, wave.agents().size()));
            assertThat(Collections.max(load.values()) - Collections.min(load.values()))
                    .isLessThanOrEqualTo(1);
            assertThat(wave.agents())
                    .extracting(Assignment::feature)
                    .isEqualTo(plan.waves().get(wave.wave()).features());
        }
    }

    @Test
    void findsTheFewestWavesNearlyAlways() {
        int instances = 2000;
        int optimal = 0;
        int farthest = 0;
        int tight = 0;
        Random random = new Random(1);
        for (int i = 0; i < instances; i++) {
            FeatureSet features = FeatureSet.of(FeatureSets.contended(random));
            PlanCost cost = Planner.plan(features, 1).cost();
            int fewest = FewestWaves.of(features);
            assertThat(cost.bounds().waves()).isLessThanOrEqualTo(fewest);
            optimal += cost.waves() == fewest ? 1 : 0;
            tight += cost.bounds().waves() == fewest ? 1 : 0;
            farthest = Math.max(farthest, cost.waves() - fewest);
        }

        System.out.printf(
                "fewest waves in %d of %d instances, at worst %d more; lower bound reached in %d%n",
                optimal, instances, farthest, tight);
        assertThat(optimal).isGreaterThanOrEqualTo(instances * 99 / 100);
        assertThat(farthest).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void staysWithinAHundredthOfTheLowerBoundWhereFilesAreHot(int count) {
        PlanCost cost = Planner.plan(FeatureSets.skewed(count), 8).cost();

        assertThat(cost.bounds().waves()).isGreaterThan(count / 20);
        assertThat(cost.waves()).isLessThanOrEqualTo(cost.bounds().waves() * 101 / 100);
    }

    @Test
    void letsTheMoreUrgentGoFirstWhereThatCostsNoWave() {
        List<Feature> features = List.of(
                Feature.builder("a").writes("x.ts").build(),
                Feature.builder("b").writes("x.ts").priority(5).build(),
                Feature.builder("c").writes("x.ts").priority(-1).build());

        assertThat(plan(features, 2).waves()).extracting(Wave::features).containsExactly(ids("b"), ids("a"), ids("c"));
    }

    @Test
    void neverPaysForAPriorityWithAWave() {
        List<Feature> features = List.of(
                Feature.builder("long").writes("x.ts").build(),
                Feature.builder("after").blockedBy("long").build(),
                Feature.builder("last").blockedBy("after").build(),
                Feature.builder("urgent").writes("x.ts").priority(9).build());

        assertThat(plan(features, 2).waves()).hasSize(3);
        assertThat(plan(features, 2).waves().get(0).features()).isEqualTo(ids("long"));
    }

    @Test
    void putsLongFeaturesTogetherWhereThatCostsNoWave() {
        List<Feature> features = List.of(
                Feature.builder("a1").writes("a.ts").takes(Duration.ofHours(4)).build(),
                Feature.builder("a2")
                        .writes("a.ts")
                        .takes(Duration.ofMinutes(5))
                        .build(),
                Feature.builder("b1")
                        .writes("b.ts")
                        .takes(Duration.ofMinutes(5))
                        .build(),
                Feature.builder("b2").writes("b.ts").takes(Duration.ofHours(4)).build());

        assertThat(plan(features, 2).cost().makespan()).isEqualTo(Duration.ofMinutes(245));
        assertThat(plan(features, 2).waves().get(0).features()).isIn(ids("a1", "b2"), ids("a2", "b1"));
    }

    @Property
    void letsOptimisticPlansShareFilesButNoTables(@ForAll("features") List<Feature> features) {
        Plan plan = Planner.plan(FeatureSet.of(features), 3, OverlapPolicy.OPTIMISTIC);
        Map<FeatureId, Integer> waves = waves(plan);

        assertThat(plan.conflicts().pairs(Set.of(ConflictType.SCHEMA_CONFLICT)).filter(Conflict::mustSerialize))
                .noneMatch(conflict -> waves.get(conflict.first()).equals(waves.get(conflict.second())));
        assertThat(plan.cost().waves())
                .isLessThanOrEqualTo(plan.cost(OverlapPolicy.SERIALIZE).waves());
        Set<FeatureId> merged = new TreeSet<>();
        plan.conflicts()
                .pairs(Set.of(ConflictType.FILE_WRITE_CONFLICT))
                .filter(conflict -> waves.get(conflict.first()).equals(waves.get(conflict.second())))
                .forEach(conflict -> merged.add(conflict.first()));
        assertThat(plan.cost().pathsToMerge() > 0).isEqualTo(!merged.isEmpty());
        assertThat(plan.cost(OverlapPolicy.SERIALIZE).pathsToMerge()).isZero();
    }

    @Test
    void pricesBothPolicies() {
        Plan plan = plan(FeatureSets.withAdminPanel(), 4);

        assertThat(plan.cost(OverlapPolicy.SERIALIZE)).isEqualTo(plan.cost());
        assertThat(plan.cost(OverlapPolicy.OPTIMISTIC).pathsToMerge()).isEqualTo(1);
    }

    @Test
    void keepsAnAgentOnFilesItKnowsWhereThatCostsNothing() {
        List<Feature> features = List.of(
                Feature.builder("a1").writes("a.ts").build(),
                Feature.builder("b1").writes("b.ts").build(),
                Feature.builder("b2").writes("b.ts").build(),
                Feature.builder("c2").writes("c.ts", "a.ts").build());
        Plan plan = plan(features, 2);

        for (String file : List.of("a.ts", "b.ts")) {
            assertThat(plan.assignments().stream()
                            .flatMap(wave -> wave.agents().stream())
                            .filter(assignment -> assignment.fileLockRequests().contains(new RepoPath(file)))
                            .map(Assignment::agent)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void beginsTheLongestChainFirstWhereItTriesOnlyOnce() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Feature.Builder feature = Feature.builder("Z" + i);
            features.add(
                    i == 0
                            ? feature.writes("x.ts").build()
                            : feature.blockedBy("Z" + (i - 1)).build());
        }
        features.add(Feature.builder("A").writes("x.ts").build());

        assertThat(waves(plan(features, 4)).get(id("A"))).isEqualTo(1);
        assertThat(plan(features, 4).waves()).hasSize(500);
    }

    @Test
    void plansChainsAndStarsAndRefusesRingsOfAHundredThousand() {
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            assertThat(Planner.plan(FeatureSets.chain(100_000), 4).waves()).hasSize(100_000);
            assertThat(Planner.plan(FeatureSets.star(100_000), 4).waves()).hasSize(2);
            assertThatThrownBy(() -> Planner.plan(FeatureSets.ring(100_000), 4))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("(100000 features)");
        });
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static Plan plan(List<Feature> features, int agents) {
        return Planner.plan(FeatureSet.of(features), agents);
    }

    private static Map<FeatureId, Integer> waves(Plan plan) {
        Map<FeatureId, Integer> waves = new HashMap<>();
        plan.waves().forEach(wave -> wave.features().forEach(id -> waves.put(id, wave.number())));
        return waves;
    }

    private static boolean implies(List<SortedSet<Integer>> direct, int wave, int before) {
        return direct.get(wave).stream().anyMatch(next -> next == before || implies(direct, next, before));
    }
}
