package dev.coord.cli;

import dev.coord.core.plan.DependencyGraph;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything coord knows, for people: what is blocked, by whom, since when comes first to the eye. */
final class StatusText {

    private final Snapshot snapshot;
    private final Instant now;
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    private StatusText(Snapshot snapshot, Instant now, Paint paint) {
        this.snapshot = snapshot;
        this.now = now;
        this.paint = paint;
    }

    static String of(Snapshot snapshot, Path home, Instant now, Paint paint) {
        StatusText status = new StatusText(snapshot, now, paint);
        status.text
                .append(paint.faint(home + ", revision " + snapshot.revision()))
                .append('\n');
        snapshot.run().ifPresent(status::run);
        status.features();
        status.heading("Locks");
        status.text.append(RegistryText.of(snapshot.locks(), now, paint).indent(2));
        return status.text.toString();
    }

    private void features() {
        heading("Features");
        List<Standing> standings = Standing.all(snapshot);
        if (standings.isEmpty()) {
            text.append("  none are stored; see 'coord init --help'\n");
            return;
        }
        Optional<DependencyGraph> graph = snapshot.features().map(DependencyGraph::of);
        Table table = new Table();
        for (Standing standing : standings) {
            String wave =
                    standing.wave().isPresent() ? "wave " + standing.wave().getAsInt() : "";
            table.row(
                    "  " + wave,
                    status(standing.status()),
                    paint.strong(standing.feature().value()),
                    remark(standing, graph));
        }
        text.append(table);
    }

    private String remark(Standing standing, Optional<DependencyGraph> graph) {
        String agent = standing.agent().map(AgentId::value).orElse("");
        if (standing.status() == FeatureStatus.PENDING) {
            List<FeatureId> missing = missing(standing.feature(), graph);
            return missing.isEmpty()
                    ? "can start"
                    : "waits for " + missing.stream().map(FeatureId::value).collect(Collectors.joining(", "));
        }
        return agent + (agent.isEmpty() || standing.reason().isEmpty() ? "" : ": ") + standing.reason();
    }

    private List<FeatureId> missing(FeatureId feature, Optional<DependencyGraph> graph) {
        return graph.stream()
                .flatMap(known -> known.prerequisites(feature).stream())
                .filter(id -> !snapshot.state().completed().contains(id))
                .toList();
    }

    private String status(FeatureStatus status) {
        String word = Words.of(status);
        return switch (status) {
            case COMPLETED -> paint.good(word);
            case ACTIVE -> paint.notable(word);
            case BLOCKED, FAILED -> paint.bad(word);
            case PENDING -> paint.faint(word);
        };
    }

    private void run(RunRecord run) {
        heading("Run " + run.id());
        text.append("  ")
                .append(Words.ofType(run.phase()))
                .append(", onto ")
                .append(run.settings().target());
        text.append(", started ").append(Words.span(run.startedAt(), now)).append(" ago by process ");
        text.append(run.owner().pid()).append('\n');
        if (StatusJson.isAbandoned(run)) {
            text.append("  ")
                    .append(paint.bad("that process is gone; the same 'coord run' goes on where it stood"))
                    .append('\n');
        }
        if (run.phase() instanceof RunPhase.Stopped stopped) {
            stopped.reasons()
                    .forEach(reason ->
                            text.append("  ").append(paint.bad(reason)).append('\n'));
        }
        Table table = new Table();
        run.features()
                .forEach((id, feature) -> table.row("  " + id, Words.ofType(feature.phase()), place(feature.phase())));
        text.append(table);
    }

    private String place(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Running running) {
            return running.agent() + " for " + Words.span(running.since(), now) + " in "
                    + running.workspace().directory();
        }
        if (phase instanceof FeaturePhase.Failed failed) {
            return failed.reason() + (failed.kept().isEmpty() ? "" : "; its work is kept at " + failed.kept());
        }
        return "";
    }

    private void heading(String title) {
        text.append('\n').append(paint.strong(title)).append('\n');
    }
}
