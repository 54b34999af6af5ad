package dev.coord.cli.plan;

import dev.coord.FeatureId;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Table;
import dev.coord.cli.text.Words;
import dev.coord.core.conflict.SharedMigrations;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.ConflictType.Severity;
import dev.coord.plan.Conflicts.ConflictGroup;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.Assignment;
import dev.coord.plan.Plan.HiddenDependency;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Plan.WaveAssignment;
import dev.coord.plan.Wave;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people. */
public final class PlanText {

    private static final int MOST_PAIRS = 60;
    private static final int MOST_GROUPS = 40;
    private static final int MANY_READS = 100_000;

    private final Plan plan;
    private final Paint paint;
    private final Page page = new Page();

    private PlanText(Plan plan, Paint paint) {
        this.plan = plan;
        this.paint = paint;
    }

    public static Page of(Plan plan, Paint paint) {
        PlanText text = new PlanText(plan, paint);
        text.conflicts();
        text.migrations();
        text.waves();
        text.assignments();
        text.hidden();
        text.cost();
        return text.page;
    }

    private void conflicts() {
        List<ConflictGroup> groups = plan.conflicts().groups();
        if (pairs(groups.stream()) <= MOST_PAIRS) {
            pairs(plan.conflicts().pairs().toList());
        } else {
            groups(groups);
        }
    }

    private void pairs(List<Conflict> conflicts) {
        long apart = conflicts.stream().filter(this::isSerialized).count();
        heading("Conflicts", conflicts.size() + " found, " + apart + " to serialize");
        for (Conflict conflict : conflicts) {
            page.line(
                    "  ",
                    severity(conflict.type()),
                    "  " + conflict.type().jsonName() + ": " + conflict.first() + ", " + conflict.second());
            page.line(
                    "            ",
                    Painted.joined(", ", conflict.subjects()),
                    paint.faint(" (" + remark(conflict) + ")"));
        }
    }

    private void groups(List<ConflictGroup> groups) {
        heading(
                "Conflicts",
                Words.count(groups.size(), "contended path, table or resource") + "; --json lists the pairs");
        Table table = new Table();
        groups.stream()
                .limit(MOST_GROUPS)
                .forEach(group -> table.row(
                        Painted.of("  ", severity(group.type())),
                        group.type().jsonName(),
                        group.subject(),
                        Words.count(
                                        (long) group.features().size()
                                                + group.others().size(),
                                        "feature") + ": "
                                + joined(Stream.concat(group.features().stream(), group.others().stream())
                                        .limit(3)
                                        .toList())
                                + ", ..."));
        page.table(table);
        if (groups.size() > MOST_GROUPS) {
            page.line("  and " + (groups.size() - MOST_GROUPS) + " more");
        }
    }

    /** Most features that add migrations need not wait for each other. */
    private void migrations() {
        if (plan.overlap() == OverlapPolicy.SERIALIZE) {
            plan.conflicts()
                    .groups()
                    .forEach(group -> SharedMigrations.hint(
                                    group.type(),
                                    group.subject(),
                                    Stream.concat(group.features().stream(), group.others().stream())
                                            .toList())
                            .ifPresent(hint ->
                                    page.block(2, Block.text("hint: " + hint).behind("  "))));
        }
    }

    private static double pairs(Stream<ConflictGroup> groups) {
        return groups.mapToDouble(group -> {
                    double users = group.features().size();
                    boolean mutual = group.type() != ConflictType.READ_AFTER_WRITE;
                    return (mutual ? users * (users - 1) / 2 : 0)
                            + users * group.others().size();
                })
                .sum();
    }

    private Painted severity(ConflictType type) {
        String severity = String.format("%-8s", type.severity());
        return type.severity() == Severity.CRITICAL ? paint.bad(severity) : paint.notable(severity);
    }

    private boolean isSerialized(Conflict conflict) {
        return conflict.mustSerialize()
                && (plan.overlap() == OverlapPolicy.SERIALIZE || conflict.type() == ConflictType.SCHEMA_CONFLICT);
    }

    private String remark(Conflict conflict) {
        if (conflict.ordered()) {
            return "already ordered by a dependency";
        }
        if (!isSerialized(conflict)) {
            return conflict.mustSerialize() ? "left to the merge" : "may run together, with care";
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
        page.table(table);
    }

    private void assignments() {
        heading("Assignments", "agent, feature and the files it locks");
        for (WaveAssignment wave : plan.assignments()) {
            for (Assignment assignment : wave.agents()) {
                page.line(
                        "  wave " + wave.wave() + "  " + assignment.agent() + "  ", paint.strong(assignment.feature()));
                assignment.fileLockRequests().forEach(path -> page.line("          " + path));
            }
        }
    }

    private void hidden() {
        double reads = pairs(
                plan.conflicts().groups().stream().filter(group -> group.type() == ConflictType.READ_AFTER_WRITE));
        if (reads > MANY_READS) {
            heading("Hidden dependencies", "too many reads of what others write to look at here; see --json");
            return;
        }
        List<HiddenDependency> hidden = plan.hiddenDependencies().toList();
        if (hidden.isEmpty()) {
            return;
        }
        heading("Hidden dependencies", Words.count(hidden.size(), "read") + " of what an unordered feature writes");
        hidden.stream().limit(MOST_PAIRS).forEach(this::hidden);
        if (hidden.size() > MOST_PAIRS) {
            page.line("  and " + (hidden.size() - MOST_PAIRS) + " more; see --json");
        }
    }

    private void hidden(HiddenDependency hidden) {
        page.line("  " + hidden.reader() + " reads " + String.join(", ", hidden.subjects()) + " of " + hidden.writer());
        page.line(
                "          ",
                paint.faint(
                        hidden.canBeDeclared()
                                ? "add \"" + hidden.writer() + "\" to blocked_by of " + hidden.reader()
                                : "blocked_by would close a circle: " + DependencyGraph.describe(hidden.circle())));
    }

    private void cost() {
        heading("Cost", "for " + Words.count(plan.cost().agents(), "agent"));
        Table table = new Table();
        for (OverlapPolicy policy : OverlapPolicy.values()) {
            CostText.row(plan.cost(policy), table);
        }
        page.table(table);
        page.line("  ", paint.faint(CostText.assumption(plan.cost())));
    }

    private void heading(String title, String remark) {
        if (!page.isEmpty()) {
            page.line();
        }
        page.line(paint.strong(title), paint.faint("  " + remark));
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
