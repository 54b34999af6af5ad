package dev.coord.core.json;

import dev.coord.plan.Assignment;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import dev.coord.plan.WaveAssignment;

/** A plan as the specification writes it. Specification 2.1, 2.2 and 5.1. */
public final class PlanJson {

    private PlanJson() {}

    /**
     * The plan: {@code waves}, {@code assignments} and {@code conflicts}. Equal plans give equal documents.
     *
     * @param plan the plan
     * @return one JSON object on several lines, each of which a line feed ends
     */
    public static String toJson(Plan plan) {
        return FieldWriter.pretty(out -> out.objects("waves", plan.waves(), PlanJson::writeWave)
                .objects("assignments", plan.assignments(), PlanJson::writeAssignments)
                .objects("conflicts", plan.conflicts().pairs().toList(), ConflictJson::write));
    }

    private static void writeWave(FieldWriter out, Wave wave) {
        out.number("wave_number", wave.number())
                .texts("features", wave.features())
                .numbers("prerequisites", wave.prerequisites())
                .flag("can_parallelize", wave.canParallelize());
    }

    private static void writeAssignments(FieldWriter out, WaveAssignment wave) {
        out.number("wave", wave.wave()).objects("agents", wave.agents(), PlanJson::writeAssignment);
    }

    private static void writeAssignment(FieldWriter out, Assignment assignment) {
        out.text("agent_id", assignment.agent())
                .text("feature", assignment.feature())
                .texts("file_lock_requests", assignment.fileLockRequests());
    }
}
