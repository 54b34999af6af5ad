package dev.coord.cli.plan;

import dev.coord.AgentId;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Table;
import dev.coord.cli.text.Words;
import dev.coord.plan.PlanCost;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;
import dev.coord.plan.Simulation.Bottleneck;
import dev.coord.plan.Simulation.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A simulated run for people. */
public final class SimulationText {

    private static final int MOST_ROWS = 60;
    private static final int COLUMNS = 40;

    private SimulationText() {}

    public static Page of(Simulation simulation, Paint paint) {
        PlanCost cost = simulation.cost();
        Page page = Page.of(
                paint.strong("Timeline"),
                paint.faint("  " + Words.of(simulation.schedule()) + ", " + Words.count(cost.agents(), "agent")));
        page.table(simulation.timeline().size() <= MOST_ROWS ? gantt(simulation) : agents(simulation));
        page.line().line(paint.strong("Expected"));
        Table expected = new Table();
        expected.row("  makespan", Words.span(simulation.makespan()), "at least " + CostText.makespanBound(cost));
        Schedule other = simulation.schedule() == Schedule.WAVES ? Schedule.CONTINUOUS : Schedule.WAVES;
        Duration otherwise = other == Schedule.WAVES ? cost.makespan() : cost.continuousMakespan();
        expected.row("  if " + Words.of(other), Words.span(otherwise), "");
        expected.row(
                "  one agent alone",
                Words.span(simulation.work()),
                String.format(Locale.ROOT, "%.2f times as long", simulation.speedUp()));
        expected.row("  agents idle", String.format(Locale.ROOT, "%.0f%%", 100 * simulation.idleShare()), "");
        page.table(expected);
        page.line().line(paint.strong("What costs most")).page(0, bottlenecks(simulation));
        return page.line().line(paint.faint(CostText.assumption(cost)));
    }

    private static Table gantt(Simulation simulation) {
        Table rows = new Table();
        for (Span span : simulation.timeline()) {
            int from = column(span.start(), simulation.makespan());
            int to = Math.max(from + 1, column(span.end(), simulation.makespan()));
            rows.row(
                    "  " + span.feature(),
                    span.agent().value(),
                    ".".repeat(from) + "#".repeat(to - from) + ".".repeat(Math.max(0, COLUMNS - to)) + " "
                            + Words.span(span.start()) + " - " + Words.span(span.end()));
        }
        return rows;
    }

    private static int column(Duration at, Duration makespan) {
        return makespan.isZero() ? 0 : (int) (at.toMillis() * (double) COLUMNS / makespan.toMillis());
    }

    private static Table agents(Simulation simulation) {
        Map<AgentId, List<Span>> byAgent = new LinkedHashMap<>();
        simulation
                .timeline()
                .forEach(span -> byAgent.computeIfAbsent(span.agent(), agent -> new ArrayList<>())
                        .add(span));
        Table rows = new Table();
        byAgent.forEach((agent, spans) -> {
            Duration busy =
                    spans.stream().map(span -> span.end().minus(span.start())).reduce(Duration.ZERO, Duration::plus);
            rows.row("  " + agent, Words.count(spans.size(), "feature"), "busy for " + Words.span(busy));
        });
        return rows;
    }

    private static Page bottlenecks(Simulation simulation) {
        if (simulation.bottlenecks().isEmpty()) {
            return Page.of("  no file or table that is split would make it shorter");
        }
        Table rows = new Table();
        for (Bottleneck bottleneck : simulation.bottlenecks()) {
            rows.row(
                    "  " + bottleneck.subject(),
                    Words.count(bottleneck.features(), "feature"),
                    "split, it would save " + Words.span(bottleneck.timeGained())
                            + (bottleneck.wavesGained() > 0
                                    ? " and " + Words.count(bottleneck.wavesGained(), "wave")
                                    : ""));
        }
        return new Page().table(rows);
    }
}
