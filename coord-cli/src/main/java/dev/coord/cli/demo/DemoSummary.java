package dev.coord.cli.demo;

import dev.coord.SafeText;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Words;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.command.DemoAnswer;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the demo's run was good for.
 *
 * @param project where to look around
 * @param agents the times of all agents added up
 * @param wall what the clock says the run took
 * @param serialized conflicts that only the plan kept apart
 * @param refused requests for locks that were denied
 * @param sentBack features that met another one in a file, and whose agents were called again
 * @param culprits features that broke a wave, and whose agents were called again
 */
public record DemoSummary(
        DemoProject project,
        Duration agents,
        Duration wall,
        long serialized,
        int refused,
        long sentBack,
        long culprits) {

    public static DemoSummary of(DemoProject project, Snapshot snapshot, Duration wall, int refused) {
        Duration agents = snapshot.run().stream()
                .flatMap(run -> run.features().values().stream())
                .map(FeatureRun::agentTime)
                .reduce(Duration.ZERO, Duration::plus);
        long serialized = snapshot.features().stream()
                .flatMap(set ->
                        Coordinator.plan(set, RunSettings.DEFAULT_AGENTS, OverlapPolicy.OPTIMISTIC)
                                .serializations()
                                .stream())
                .count();
        long culprits = snapshot.run().stream()
                .flatMap(run -> run.account().culprits().stream())
                .map(CulpritFound::feature)
                .distinct()
                .count();
        long called = snapshot.run().stream()
                .flatMap(run -> run.features().values().stream())
                .filter(feature -> feature.calls() > 1)
                .count();
        return new DemoSummary(project, agents, wall, serialized, refused, called - culprits, culprits);
    }

    public Answer json() {
        return DemoAnswer.of(project.directory().toString(), agents, wall, serialized, refused, sentBack, culprits);
    }

    public Page text(Paint paint) {
        String repository = SafeText.shellWord(project.repository().toString());
        Page page = new Page().line().line(paint.strong("== What was saved")).line();
        page.line("Agents worked for " + seconds(agents) + " in all; the clock says " + seconds(wall)
                        + ", merges, tests and waiting for the outsider included.")
                .line("One agent at a time would have taken their sum at least: an estimate, nobody ran it.")
                .line(Words.count(serialized, "critical conflict") + " serialized by the plan, "
                        + Words.count(refused, "lock request") + " refused while the file was held, "
                        + Words.count(sentBack, "feature") + " sent back to its agent by the merge, "
                        + Words.count(culprits, "culprit") + " found by the tests and mended.");
        page.line()
                .line(paint.strong("== Look around in " + project.directory()))
                .line();
        return page.line("  "
                        + OwnCommand.typed(
                                List.of("status", "--repo", project.repository().toString())))
                .line("  git -C " + repository + " show --stat main")
                .line("  cat " + repository + "/.git/coord/runs/*/P3_posts.log");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
