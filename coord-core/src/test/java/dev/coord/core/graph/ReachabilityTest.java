package dev.coord.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.graph.ReachabilityLabels.Answer;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReachabilityTest {

    /** What dependency graphs look like. */
    enum Shape {
        RECENT {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                int first = Math.max(0, node - 1 - size / 40);
                return List.of(random(random, first, node), random(random, first, node));
            }
        },
        ANY_EARLIER {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                return random.nextInt(10) < 4
                        ? List.of(random.nextInt(node))
                        : List.of(random.nextInt(node), random.nextInt(node));
            }
        },
        PIPELINES {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                return node == size - 1 ? range(size - 9, size - 1) : List.of(Math.max(0, node - 8));
            }
        },
        LAYERS {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                int layer = node / 20 * 20;
                return layer == 0
                        ? List.of()
                        : List.of(random(random, layer - 20, layer), random(random, layer - 20, layer));
            }
        },
        FEW {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                return random.nextInt(3) == 0 ? List.of(random(random, Math.max(0, node - 50), node)) : List.of();
            }
        },
        HUBS {
            @Override
            List<Integer> prerequisites(int node, int size, Random random) {
                return node % 50 == 0 ? range(node - 50, node) : List.of(node / 50 * 50);
            }
        };

        abstract List<Integer> prerequisites(int node, int size, Random random);

        DependencyGraph draw(int size, Random random) {
            List<Feature> features = new ArrayList<>();
            for (int node = 0; node < size; node++) {
                Feature.Builder feature = Feature.builder(name(node));
                for (int earlier : node == 0 ? List.<Integer>of() : prerequisites(node, size, random)) {
                    feature.blockedBy(name(earlier));
                }
                features.add(feature.build());
            }
            return DependencyGraph.of(FeatureSet.of(features));
        }

        /** Ids in another order than dependencies. */
        private static String name(int node) {
            return "f" + node * 7919 % 10_007 + "_" + node;
        }

        private static int random(Random random, int from, int to) {
            return from + random.nextInt(to - from);
        }

        private static List<Integer> range(int from, int to) {
            List<Integer> range = new ArrayList<>();
            for (int i = Math.max(0, from); i < to; i++) {
                range.add(i);
            }
            return range;
        }
    }

    @Property(tries = 30)
    void ordersExactlyWhatAPathJoins(
            @ForAll Shape shape, @ForAll @IntRange(min = 1, max = 1400) int size, @ForAll Random random) {
        DependencyGraph graph = shape.draw(size, random);
        List<BitSet> after = after(graph);
        for (long most : new long[] {0, 3L * size, Long.MAX_VALUE}) {
            Reachability reachability = new Reachability(graph, most);
            for (int turn = 0; turn < 300; turn++) {
                int one = random.nextInt(3) == 0 ? random.nextInt(size) : turn * size / 300;
                for (int question = random.nextInt(9) * size / 8; question >= 0; question--) {
                    int other = random.nextInt(size);
                    if (one != other
                            && reachability.ordered(one, other)
                                    != (after.get(one).get(other)
                                            || after.get(other).get(one))) {
                        throw new AssertionError(
                                graph.id(one) + " and " + graph.id(other) + ", sweeping after " + most);
                    }
                }
            }
        }
    }

    /** The size is one at which a walk for each question, or a sweep for each block, would be felt. */
    @ParameterizedTest
    @EnumSource
    void looksAtFewDependenciesForAQuestion(Shape shape) {
        int size = 20_000;
        int questions = 10_000;
        Random random = new Random(1);
        ReachabilityLabels labels = new ReachabilityLabels(shape.draw(size, random));
        ReachabilitySearch search = new ReachabilitySearch(labels);
        long steps = 0;
        for (int question = 0; question < questions; question++) {
            int one = random.nextInt(size);
            int other = random.nextInt(size);
            if (one != other && labels.between(Math.min(one, other), Math.max(one, other)) == Answer.OPEN) {
                search.between(Math.min(one, other), Math.max(one, other), Long.MAX_VALUE);
                steps += search.steps();
            }
        }
        assertThat(steps).isLessThan(20L * questions);
    }

    /** By the definition: for each feature the features behind it. */
    private static List<BitSet> after(DependencyGraph graph) {
        List<BitSet> after = new ArrayList<>();
        for (int node = 0; node < graph.size(); node++) {
            after.add(new BitSet());
        }
        int[] order = graph.order();
        for (int i = order.length - 1; i >= 0; i--) {
            for (int dependent : graph.edges().dependents().of(order[i])) {
                after.get(order[i]).set(dependent);
                after.get(order[i]).or(after.get(dependent));
            }
        }
        return after;
    }
}
