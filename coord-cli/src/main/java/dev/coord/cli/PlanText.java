package dev.coord.cli;

import dev.coord.plan.Assignment;
import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.Plan;
import dev.coord.plan.Severity;
import dev.coord.plan.Wave;
import dev.coord.plan.WaveAssignment;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A plan for people. */
final class PlanText {

    private final Plan plan;
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    private PlanText(Plan plan, Paint paint) {
        this.plan = plan;
        this.paint = paint;
    }

    static String of(Plan plan, Paint paint) {
        PlanText text = new PlanText(plan, paint);
        text.conflicts();
        text.waves();
        text.assignments();
        return text.text.toString();
    }

    private void conflicts() {
        List<Conflict> conflicts = plan.conflicts().pairs().toList();
        long apart = conflicts.stream().filter(Conflict::mustSerialize).count();
        heading("Conflicts", conflicts.size() + " found, " + apart + " to serialize");
        for (Conflict conflict : conflicts) {
            boolean critical = conflict.type().severity() == Severity.CRITICAL;
            String severity = String.format("%-8s", conflict.type().severity());
            line("  " + (critical ? paint.bad(severity) : paint.notable(severity)) + "  "
                    + conflict.type().jsonName() + ": " + conflict.first() + ", " + conflict.second());
            line("            " + String.join(", ", conflict.subjects()) + paint.faint(" (" + remark(conflict) + ")"));
        }
    }

    private String remark(Conflict conflict) {
        if (conflict.ordered()) {
            return "already ordered by a dependency";
        }
        if (!conflict.mustSerialize()) {
            return "may run together, with care";
        }
        boolean inOrder = waveOf(conflict.first()) < waveOf(conflict.second());
        return "serialized: " + (inOrder ? conflict.second() : conflict.first()) + " after "
                + (inOrder ? conflict.first() : conflict.second());
    }

    private int waveOf(FeatureId feature) {
        return plan.waves().stream()
                .filter(wave -> wave.features().contains(feature))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private void waves() {
        heading("Waves", "the features of one wave can run at the same time");
        Table table = new Table();
        for (Wave wave : plan.waves()) {
            String after = wave.prerequisites().isEmpty() ? "" : "after wave " + joined(wave.prerequisites());
            table.row("  " + wave.number(), joined(wave.features()), paint.faint(after));
        }
        text.append(table);
    }

    private void assignments() {
        heading("Assignments", "agent, feature and the files it locks");
        for (WaveAssignment wave : plan.assignments()) {
            for (Assignment assignment : wave.agents()) {
                line("  wave " + wave.wave() + "  " + assignment.agent() + "  "
                        + paint.strong(assignment.feature().value()));
                assignment.fileLockRequests().forEach(path -> line("          " + path));
            }
        }
    }

    private void heading(String title, String remark) {
        if (text.length() > 0) {
            line("");
        }
        line(paint.strong(title) + paint.faint("  " + remark));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
