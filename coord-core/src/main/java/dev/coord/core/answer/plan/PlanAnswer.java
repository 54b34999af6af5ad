package dev.coord.core.answer.plan;

import dev.coord.Problem;
import dev.coord.RepoPath;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.ProblemFields;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.Assignment;
import dev.coord.plan.Plan.HiddenDependency;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Plan.WaveAssignment;
import dev.coord.plan.Wave;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan as the specification writes it. Specification 2.1, 2.2 and 5.1. */
public final class PlanAnswer {

    private PlanAnswer() {}

    /**
     * The plan: {@code waves}, {@code assignments} and {@code conflicts} as the specification has them, pair by pair;
     * then {@code hidden_dependencies}, the {@code overlap} policy and the {@code costs} of both policies with their lower
     * bounds. Millions of pairs are written one by one and never kept.
     *
     * @param plan the plan
     * @return the answer
     */
    public static Answer of(Plan plan) {
        return JsonAnswer.of(Format.PLAN, out -> writePlan(out, plan));
    }

    /**
     * The plan, then what is to be said of the feature file: {@code directories}, the names that count as directories
     * and why, and {@code warnings}; each only if there is one.
     *
     * @param plan the plan
     * @param directories names that count as directories, each with a path below it that is named, or none for one that stands in
     *     the repository
     * @param warnings what in the feature file is probably not meant
     * @return the answer
     */
    public static Answer of(Plan plan, SortedMap<RepoPath, Optional<RepoPath>> directories, List<Problem> warnings) {
        SortedMap<RepoPath, Optional<RepoPath>> names = new TreeMap<>(directories);
        List<Problem> all = List.copyOf(warnings);
        return JsonAnswer.of(Format.PLAN, out -> {
            writePlan(out, plan);
            if (!names.isEmpty()) {
                out.objects("directories", names.entrySet(), PlanAnswer::writeDirectory);
            }
            if (!all.isEmpty()) {
                out.objects("warnings", all, ProblemFields::write);
            }
        });
    }

    private static void writePlan(FieldWriter out, Plan plan) {
        out.objects("waves", plan.waves(), PlanAnswer::writeWave)
                .objects("assignments", plan.assignments(), PlanAnswer::writeAssignments)
                .objects("conflicts", plan.conflicts().pairs(), ConflictFields::write)
                .objects("hidden_dependencies", plan.hiddenDependencies(), PlanAnswer::writeHidden)
                .text("overlap", JsonWords.of(plan.overlap()))
                .objects("costs", Arrays.stream(OverlapPolicy.values()).map(plan::cost), CostFields::write);
    }

    private static void writeDirectory(FieldWriter out, Map.Entry<RepoPath, Optional<RepoPath>> name) {
        out.text("name", name.getKey())
                .text("counts_as", name.getKey() + "/")
                .text("because", name.getValue().map(path -> path + " is named").orElse("directory in the repository"));
    }

    private static void writeWave(FieldWriter out, Wave wave) {
        out.number("wave_number", wave.number())
                .texts("features", wave.features())
                .numbers("prerequisites", wave.prerequisites())
                .flag("can_parallelize", wave.canParallelize());
    }

    private static void writeAssignments(FieldWriter out, WaveAssignment wave) {
        out.number("wave", wave.wave()).objects("agents", wave.agents(), PlanAnswer::writeAssignment);
    }

    private static void writeAssignment(FieldWriter out, Assignment assignment) {
        out.text("agent_id", assignment.agent())
                .text("feature", assignment.feature())
                .texts("file_lock_requests", assignment.fileLockRequests());
        if (!assignment.sharedLockRequests().isEmpty()) {
            out.texts("shared_lock_requests", assignment.sharedLockRequests());
        }
    }

    private static void writeHidden(FieldWriter out, HiddenDependency hidden) {
        out.text("reader", hidden.reader()).text("writer", hidden.writer()).texts("files", hidden.subjects());
        if (hidden.canBeDeclared()) {
            out.texts("suggested_blocked_by", List.of(hidden.writer()));
        } else {
            out.texts("circle", hidden.circle());
        }
    }
}
