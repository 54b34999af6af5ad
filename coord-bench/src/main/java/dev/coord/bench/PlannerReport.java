package dev.coord.bench;

import dev.coord.core.plan.Planner;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.PlanCost;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the planner's benchmarks and prints what the planner promises, as tables of one run. */
public final class PlannerReport {

    private static final int PLANS = 200;

    private final Map<String, Double> medians = new TreeMap<>();

    private PlannerReport() {}

    /**
     * Measures and prints.
     *
     * @param args patterns of the benchmarks to run; all if there is none; {@code plans} for none of them, {@code globs} for
     *     globs beside directories only
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        if (args.length == 1 && args[0].equals("globs")) {
            GlobShapes.print();
            return;
        }
        PlannerReport report = new PlannerReport();
        boolean plansOnly = args.length == 1 && args[0].equals("plans");
        if (!plansOnly) {
            ChainedOptionsBuilder options = new OptionsBuilder().addProfiler(GCProfiler.class);
            for (String pattern : args.length == 0 ? new String[] {PlannerBenchmark.class.getSimpleName()} : args) {
                options = options.include(pattern);
            }
            report.times(new Runner(options.build()).run());
            report.ratios();
        }
        bounds();
        schedules();
        GlobShapes.print();
    }

    private void times(Collection<RunResult> results) {
        System.out.println("\n| benchmark | median ms | min | max | MB allocated |\n|---|---|---|---|---|");
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            String count = result.getParams().getParamsKeys().contains("count")
                    ? " " + result.getParams().getParam("count")
                    : "";
            var times = result.getPrimaryResult().getStatistics();
            var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            medians.put(name + count, times.getPercentile(50));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.0f |%n",
                    name + count,
                    times.getPercentile(50),
                    times.getMin(),
                    times.getMax(),
                    allocated == null ? Double.NaN : allocated.getScore() / (1 << 20));
        }
    }

    private void ratios() {
        System.out.println("\n| ratio of medians | |\n|---|---|");
        ratio("all pairs: specification / coord", "conflictsOfAllPairsBySpecification", "conflictsAsPairs");
        ratio(
                "critical pairs and groups: specification / coord",
                "conflictsOfAllPairsBySpecification",
                "conflictsAsCriticalPairsAndGroups");
        for (String count : new String[] {" 100000", " 1000000"}) {
            ratio("whole plan / sort from numbers," + count, "planOfEven" + count, "floorFromNumbers" + count);
            ratio("whole plan / sort from features," + count, "planOfEven" + count, "floorFromFeatures" + count);
        }
        ratio("parsed and checked / tree", "parsedAndChecked", "parsedAsTree");
    }

    private void ratio(String what, String one, String other) {
        if (medians.containsKey(one) && medians.containsKey(other)) {
            System.out.printf(Locale.ROOT, "| %s | %.2f |%n", what, medians.get(one) / medians.get(other));
        }
    }

    private static void bounds() {
        System.out.println("\n| skewed features | waves | lower bound |\n|---|---|---|");
        for (int count : new int[] {1_000, 10_000, 100_000}) {
            PlanCost cost = Planner.plan(RandomFeatures.skewed(count), 8).cost();
            System.out.printf(
                    "| %d | %d | %d |%n", count, cost.waves(), cost.bounds().waves());
        }
    }

    private static void schedules() {
        System.out.println("\n| agents | continuous / waves | waves / bound | continuous / bound |\n|---|---|---|---|");
        for (int agents : new int[] {4, 8, 16}) {
            double ratio = 0;
            double waves = 0;
            double continuous = 0;
            for (long seed = 0; seed < PLANS; seed++) {
                FeatureSet features = RandomFeatures.estimated(seed);
                PlanCost cost = Planner.plan(features, agents).cost();
                double least = cost.bounds().makespan().toMillis();
                ratio += (double) cost.continuousMakespan().toMillis()
                        / cost.makespan().toMillis()
                        / PLANS;
                waves += cost.makespan().toMillis() / least / PLANS;
                continuous += cost.continuousMakespan().toMillis() / least / PLANS;
            }
            System.out.printf(Locale.ROOT, "| %d | %.3f | %.3f | %.3f |%n", agents, ratio, waves, continuous);
        }
    }
}
