package dev.coord.cli.plan;

import dev.coord.cli.text.Block;
import dev.coord.cli.text.Table;
import dev.coord.cli.text.Words;
import dev.coord.plan.PlanCost;
import dev.coord.plan.PlanCost.LowerBounds;

/** What a plan costs, for people. */
final class CostText {

    private CostText() {}

    static void row(PlanCost cost, Table table) {
        String waves = Words.count(cost.waves(), "wave") + ", at least " + wavesBound(cost.bounds());
        String time = Words.span(cost.makespan()) + ", at least " + makespanBound(cost) + "; "
                + Words.span(cost.continuousMakespan()) + " if continuous";
        String merge = "the merge decides on " + Words.count(cost.pathsToMerge(), "path");
        table.row(
                "  " + Words.of(cost.overlap()),
                cost.pathsToMerge() == 0 ? Block.of(waves, time) : Block.of(waves, time, merge));
    }

    /** The bound on the makespan and what sets it. */
    static String makespanBound(PlanCost cost) {
        LowerBounds bounds = cost.bounds();
        String why = "all work shared by " + Words.count(cost.agents(), "agent");
        if (bounds.makespan().equals(bounds.chainTime())) {
            why = "slowest chain";
        } else if (bounds.makespan().equals(bounds.contendedTime())) {
            why = bounds.contendedInTime().orElse("");
        }
        return Words.span(bounds.makespan()) + " (" + why + ")";
    }

    static String assumption(PlanCost cost) {
        return "A feature without an estimate counts as " + Words.span(cost.assumed())
                + "; merging and testing are not counted.";
    }

    private static String wavesBound(LowerBounds bounds) {
        boolean chain = bounds.chainWaves() >= bounds.contendedWaves();
        return bounds.waves() + " ("
                + (chain ? "longest chain" : bounds.contended().orElse("")) + ")";
    }
}
