package dev.coord.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coord.core.conflict.ConflictIndex;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.json.input.FeatureFile;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.core.plan.Planner;
import dev.coord.plan.ConflictType;
import dev.coord.plan.FeatureSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The planner beside its baselines. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms6g", "-Xmx6g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 10)
@Measurement(iterations = 9)
public class PlannerBenchmark {

    private static final Set<ConflictType> OF_THE_SPECIFICATION =
            Set.of(ConflictType.FILE_WRITE_CONFLICT, ConflictType.SCHEMA_CONFLICT, ConflictType.RESOURCE_CONTENTION);
    private static final Set<ConflictType> CRITICAL =
            Set.of(ConflictType.FILE_WRITE_CONFLICT, ConflictType.SCHEMA_CONFLICT);

    /** Ten thousand features that share hot files. */
    @State(Scope.Benchmark)
    public static class Hot {

        final FeatureSet features = RandomFeatures.skewed(10_000);
    }

    /** Features that share hot files. */
    @State(Scope.Benchmark)
    public static class Skewed {

        @Param({"1000", "10000", "100000", "1000000"})
        int count;

        FeatureSet features;
        DependencyGraph graph;

        /** Draws them. */
        @Setup
        public void draw() {
            features = RandomFeatures.skewed(count);
            graph = DependencyGraph.of(features);
        }
    }

    /** Features that share files evenly. */
    @State(Scope.Benchmark)
    public static class Even {

        @Param({"100000", "1000000"})
        int count;

        FeatureSet features;
        int[][] edges;

        /** Draws them. */
        @Setup
        public void draw() {
            features = RandomFeatures.even(count);
            edges = IntArraySort.edges(features);
        }
    }

    /** A feature file. */
    @State(Scope.Benchmark)
    public static class File {

        byte[] bytes;

        /** Writes it. */
        @Setup
        public void write() {
            bytes = RandomFeatures.skewed(100_000).features().values().stream()
                    .map(feature -> "\"" + feature.id() + "\": "
                            + FeatureJson.toJson(feature)
                                    .replaceFirst("\"feature_id\":\"[^\"]*\",", "")
                                    .strip())
                    .collect(Collectors.joining(",\n", "{", "}"))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Benchmark
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public int conflictsOfAllPairsBySpecification(Hot hot) {
        return PairwiseConflicts.detect(hot.features).size();
    }

    @Benchmark
    @Warmup(iterations = 40)
    public int conflictsAsPairs(Hot hot) {
        int[] pairs = new int[1];
        index(hot.features).pairs(OF_THE_SPECIFICATION).forEach(conflict -> pairs[0]++);
        return pairs[0];
    }

    @Benchmark
    @Warmup(iterations = 40)
    public int conflictsAsCriticalPairsAndGroups(Hot hot) {
        int[] pairs = new int[1];
        ConflictIndex index = index(hot.features);
        index.pairs(CRITICAL).forEach(conflict -> pairs[0]++);
        return pairs[0] + index.groups().size();
    }

    @Benchmark
    public int conflictsAsGroups(Skewed skewed) {
        return ConflictIndex.of(skewed.features, skewed.graph).groups().size();
    }

    @Benchmark
    public int planOfSkewed(Skewed skewed) {
        return Planner.plan(skewed.features, 8).waves().size();
    }

    @Benchmark
    public int planOfEven(Even even) {
        return Planner.plan(even.features, 8).waves().size();
    }

    @Benchmark
    public int graphOfEven(Even even) {
        return DependencyGraph.of(even.features).topologicalOrder().size();
    }

    @Benchmark
    public int indexOfEven(Even even) {
        return index(even.features).groups().size();
    }

    @Benchmark
    public int floorFromFeatures(Even even) {
        return IntArraySort.sort(even.count, IntArraySort.edges(even.features)).length;
    }

    @Benchmark
    public int floorFromNumbers(Even even) {
        return IntArraySort.sort(even.count, even.edges).length;
    }

    @Benchmark
    public int parsedAndChecked(File file) {
        return FeatureFile.parse("f.json", file.bytes, Set.of()).features().size();
    }

    @Benchmark
    public int parsedAsTree(File file) throws IOException {
        return new ObjectMapper().readTree(file.bytes).size();
    }

    private static ConflictIndex index(FeatureSet features) {
        return ConflictIndex.of(features, DependencyGraph.of(features));
    }
}
