package dev.coord.bench;

import dev.coord.bench.cost.LandedCost;
import dev.coord.bench.cost.MergeCost;
import dev.coord.bench.cost.RadarCost;
import dev.coord.bench.cost.RadarRun;
import dev.coord.bench.cost.RunCost;
import dev.coord.bench.cost.SurvivalCost;
import dev.coord.bench.part.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what runs and merges cost beside plain git, and prints it as tables. */
public final class RunReport {

    private RunReport() {}

    /**
     * Measures and prints.
     *
     * @param args as those of {@link LockReport}
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("run", new RunCost(100, 20, 5));
        parts.put("large-run", new RunCost(20_000, 20, 1));
        parts.put("merge", new MergeCost(20_000, "8 at least"));
        parts.put("large-merge", new MergeCost(100_000, "25 at least"));
        parts.put("survival", new SurvivalCost());
        parts.put("landed", new LandedCost());
        parts.put("radar", new RadarCost(20_000));
        parts.put("radar-run", new RadarRun());
        LockReport.report("Runs", args, parts);
    }
}
