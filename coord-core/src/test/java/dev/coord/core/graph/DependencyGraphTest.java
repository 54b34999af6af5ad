package dev.coord.core.graph;

import static dev.coord.core.plan.FeatureSets.id;
import static dev.coord.core.plan.FeatureSets.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.plan.FeatureSets;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void takesEitherSideAlone() {
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(List.of(
                Feature.builder("a").blocks("b").build(),
                Feature.builder("b").build(),
                Feature.builder("c").blockedBy("b").build())));

        assertThat(graph.prerequisites(id("b"))).containsExactly(id("a"));
        assertThat(graph.dependents(id("b"))).containsExactly(id("c"));
        assertThat(graph.path(id("a"), id("c"))).isEqualTo(ids("a", "b", "c"));
        assertThat(graph.path(id("c"), id("a"))).isEmpty();
        assertThat(graph.ordered(id("c"), id("a"))).isTrue();
        assertThat(graph.topologicalOrder()).isEqualTo(ids("a", "b", "c"));
    }

    @Test
    void leavesOutWhatWasCompletedBefore() {
        Feature feature = Feature.builder("b").blockedBy("a").build();
        TreeMap<FeatureId, Feature> features = new TreeMap<>();
        features.put(feature.id(), feature);

        DependencyGraph graph = DependencyGraph.of(new FeatureSet(features, new TreeSet<>(ids("a"))));

        assertThat(graph.prerequisites(id("b"))).isEmpty();
    }

    @Test
    void namesTheShortestCircleInOrder() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("a").blocks("b").build(),
                Feature.builder("b").blocks("c").build(),
                Feature.builder("c").blocks("d").build(),
                Feature.builder("d").blocks("a", "c").build()));

        assertThat(DependencyGraph.cycles(features)).containsExactly(new Cycle(ids("c", "d"), 4, true));
        assertThatThrownBy(() -> DependencyGraph.of(features))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("c -> d -> c");
    }

    @Test
    void namesACircleOfEachKnot() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("b2").blocks("b1", "c").build(),
                Feature.builder("b1").blocks("b2").build(),
                Feature.builder("a3").blocks("a1").build(),
                Feature.builder("a2").blocks("a3").build(),
                Feature.builder("a1").blocks("a2").build(),
                Feature.builder("c").build()));

        assertThat(DependencyGraph.cycles(features))
                .containsExactly(new Cycle(ids("a1", "a2", "a3"), 3, false), new Cycle(ids("b1", "b2"), 2, false));
        assertThatThrownBy(() -> DependencyGraph.of(features))
                .hasMessage("features wait for each other in a circle: a1 -> a2 -> a3 -> a1; remove one of these"
                        + " dependencies\nfeatures wait for each other in a circle: b1 -> b2 -> b1; remove one of these"
                        + " dependencies");
    }

    @Test
    void saysThatAKnotHoldsMore() {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("a").blocks("b").build(),
                Feature.builder("b").blocks("a", "c").build(),
                Feature.builder("c").blocks("b").build()));

        assertThat(DependencyGraph.cycles(features))
                .singleElement()
                .satisfies(circle -> assertThat(circle.problem())
                        .endsWith(
                                "a -> b -> a; remove one of these dependencies, and check again: the 3 features that are tied"
                                        + " together here form more circles"));
    }

    @Test
    void shortensALongCircle() {
        assertThatThrownBy(() -> DependencyGraph.of(FeatureSets.ring(20)))
                .hasMessageContaining("F0 -> F1 -> F2 -> F3 -> F4 -> F5 -> F6 -> F7 -> F8 -> F9"
                        + " -> ... (20 features) -> F18 -> F19 -> F0");
    }

    @Test
    void saysWhatAnUnknownIdMayMean() {
        DependencyGraph graph = DependencyGraph.of(FeatureSets.chain(2));

        assertThatThrownBy(() -> graph.prerequisites(id("F"))).hasMessageContaining("did you mean 'F0'?");
    }

    @Property
    void findsACircleOfEachKnotAsShortAsTryingAllFinds(@ForAll("edges") boolean[][] edges) {
        FeatureSet features = features(edges);

        List<Cycle> circles = DependencyGraph.cycles(features);

        assertThat(circles).extracting(circle -> circle.features().get(0)).isSorted();
        assertThat(circles).hasSize(knots(edges).size());
        for (Cycle circle : circles) {
            List<FeatureId> cycle = circle.features();
            Set<Integer> knot = knots(edges).stream()
                    .filter(members -> members.contains(number(cycle.get(0))))
                    .findFirst()
                    .orElseThrow();
            assertThat(cycle).hasSize(shortest(within(edges, knot))).doesNotHaveDuplicates();
            assertThat(circle.knot()).isEqualTo(knot.size());
            assertThat(circle.more()).isEqualTo(count(within(edges, knot)) > knot.size());
            for (int i = 0; i < cycle.size(); i++) {
                FeatureId next = cycle.get((i + 1) % cycle.size());
                assertThat(features.get(cycle.get(i)).blocks()).contains(next);
                assertThat(cycle.get(0)).isLessThanOrEqualTo(next);
            }
        }
    }

    @Property
    void ordersExactlyWhatAPathJoins(@ForAll("features") List<Feature> list) {
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(list));
        Reachability reachability = new Reachability(graph);

        for (int one = 0; one < graph.size(); one++) {
            for (int other = 0; other < graph.size(); other++) {
                if (one != other) {
                    assertThat(reachability.ordered(one, other))
                            .isEqualTo(graph.ordered(graph.id(one), graph.id(other)));
                }
            }
        }
    }

    @Test
    void ordersAcrossBlocks() {
        DependencyGraph graph = DependencyGraph.of(FeatureSets.chain(1200));
        Reachability reachability = new Reachability(graph);

        assertThat(reachability.ordered(3, 1199)).isTrue();
        assertThat(reachability.ordered(1150, 2)).isTrue();
    }

    @Test
    void forgetsOneBlockOverTheNext() {
        Reachability reachability = new Reachability(DependencyGraph.of(FeatureSets.star(1200)));

        assertThat(reachability.ordered(3, 1150)).isFalse();
        assertThat(reachability.ordered(515, 3)).isFalse();
    }

    @Property
    void putsEveryFeatureAfterWhatItWaitsFor(@ForAll("features") List<Feature> list) {
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(list));

        List<FeatureId> order = graph.topologicalOrder();

        assertThat(order).hasSameSizeAs(list).doesNotHaveDuplicates();
        for (FeatureId feature : order) {
            assertThat(graph.prerequisites(feature))
                    .allMatch(earlier -> order.indexOf(earlier) < order.indexOf(feature));
        }
    }

    @Test
    void standsChainsRingsAndStarsOfAHundredThousand() {
        Assertions.assertTimeout(LONG, () -> {
            DependencyGraph chain = DependencyGraph.of(FeatureSets.chain(100_000));
            assertThat(chain.path(id("F0"), id("F99999"))).hasSize(100_000);
            assertThat(DependencyGraph.cycles(FeatureSets.ring(100_000)))
                    .singleElement()
                    .satisfies(circle -> assertThat(circle.features()).hasSize(100_000));
            assertThat(DependencyGraph.of(FeatureSets.star(100_000)).dependents(id("hub")))
                    .hasSize(100_000);
        });
    }

    @Test
    void findsTheShortCircleBesideALongOne() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            Feature.Builder feature = Feature.builder("F" + i).blocks("F" + (i + 1) % 50_000);
            features.add(i == 30_000 ? feature.blocks("F29990").build() : feature.build());
        }

        Assertions.assertTimeout(
                LONG,
                () -> assertThat(DependencyGraph.cycles(FeatureSet.of(features)))
                        .singleElement()
                        .satisfies(circle -> assertThat(circle.features()).hasSize(11)));
    }

    @Test
    void findsTheCirclesOfFiftyThousandKnots() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            features.add(Feature.builder("A" + i).blocks("B" + i).build());
            features.add(Feature.builder("B" + i).blocks("A" + i).build());
        }

        Assertions.assertTimeout(
                LONG,
                () -> assertThat(DependencyGraph.cycles(FeatureSet.of(features)))
                        .hasSize(50_000));
    }

    /** In a torus every search goes through half of it, and no circle is shorter than its side. */
    @Test
    void standsALargeKnotWithoutAShortCircle() {
        int side = 300;
        List<Feature> features = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                features.add(Feature.builder("R" + row + "C" + column)
                        .blocks("R" + (row + 1) % side + "C" + column, "R" + row + "C" + (column + 1) % side)
                        .build());
            }
        }

        Assertions.assertTimeout(
                LONG,
                () -> assertThat(DependencyGraph.cycles(FeatureSet.of(features)))
                        .singleElement()
                        .satisfies(circle -> assertThat(circle.features()).hasSize(side)));
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    @Provide
    Arbitrary<boolean[][]> edges() {
        return Arbitraries.randomValue(random -> edges(random, 1 + random.nextInt(8), random.nextDouble() / 2));
    }

    private static boolean[][] edges(Random random, int size, double density) {
        boolean[][] edges = new boolean[size][size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                edges[from][to] = from != to && random.nextDouble() < density;
            }
        }
        return edges;
    }

    private static FeatureSet features(boolean[][] edges) {
        List<Feature> features = new ArrayList<>();
        for (int from = 0; from < edges.length; from++) {
            Feature.Builder feature = Feature.builder("F" + from);
            for (int to = 0; to < edges.length; to++) {
                if (edges[from][to]) {
                    feature.blocks("F" + to);
                }
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    /** Sets of more than one member each of which reaches every other. */
    private static Set<Set<Integer>> knots(boolean[][] edges) {
        int size = edges.length;
        boolean[][] reached = new boolean[size][];
        Arrays.setAll(reached, i -> edges[i].clone());
        for (int via = 0; via < size; via++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    reached[i][j] |= reached[i][via] && reached[via][j];
                }
            }
        }
        Set<Set<Integer>> knots = new HashSet<>();
        for (int i = 0; i < size; i++) {
            Set<Integer> knot = new TreeSet<>();
            for (int j = 0; j < size; j++) {
                if (reached[i][j] && reached[j][i]) {
                    knot.add(j);
                }
            }
            if (knot.size() > 1) {
                knots.add(knot);
            }
        }
        return knots;
    }

    private static boolean[][] within(boolean[][] edges, Set<Integer> knot) {
        boolean[][] within = new boolean[edges.length][edges.length];
        for (int from : knot) {
            for (int to : knot) {
                within[from][to] = edges[from][to];
            }
        }
        return within;
    }

    private static int count(boolean[][] edges) {
        int count = 0;
        for (boolean[] row : edges) {
            for (boolean edge : row) {
                count += edge ? 1 : 0;
            }
        }
        return count;
    }

    private static int number(FeatureId id) {
        return Integer.parseInt(id.value().substring(1));
    }

    /** Length of the shortest circle by powers of the matrix, 0 for none. */
    private static int shortest(boolean[][] edges) {
        int size = edges.length;
        boolean[][] reached = edges;
        for (int length = 1; length <= size; length++) {
            for (int i = 0; i < size; i++) {
                if (reached[i][i]) {
                    return length;
                }
            }
            boolean[][] further = new boolean[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    for (int k = 0; k < size; k++) {
                        further[i][k] |= reached[i][j] && edges[j][k];
                    }
                }
            }
            reached = further;
        }
        return 0;
    }
}
