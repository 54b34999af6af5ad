package dev.coord.core.answer.plan;

import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.plan.PlanCost;
import dev.coord.plan.PlanCost.LowerBounds;

/** What a plan costs and what no plan can go below; durations as ISO-8601. */
final class CostFields {

    private CostFields() {}

    static void write(FieldWriter out, PlanCost cost) {
        out.text("overlap", JsonWords.of(cost.overlap()))
                .number("agents", cost.agents())
                .text("assumed_estimate", cost.assumed())
                .number("waves", cost.waves())
                .text("makespan", cost.makespan())
                .text("continuous_makespan", cost.continuousMakespan())
                .number("paths_to_merge", cost.pathsToMerge())
                .object("lower_bounds", cost.bounds(), CostFields::writeBounds);
    }

    private static void writeBounds(FieldWriter out, LowerBounds bounds) {
        out.number("waves", bounds.waves())
                .text("makespan", bounds.makespan())
                .number("chain_waves", bounds.chainWaves())
                .number("contended_waves", bounds.contendedWaves())
                .optionalText("contended", bounds.contended())
                .text("chain_time", bounds.chainTime())
                .text("contended_time", bounds.contendedTime())
                .optionalText("contended_in_time", bounds.contendedInTime())
                .text("shared_work", bounds.sharedWork());
    }
}
