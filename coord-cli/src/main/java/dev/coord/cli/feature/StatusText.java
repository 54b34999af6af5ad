package dev.coord.cli.feature;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.RegistryText;
import dev.coord.cli.text.Table;
import dev.coord.cli.text.Words;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.answer.state.FeatureStanding;
import dev.coord.core.json.JsonWords;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Everything coord knows, for people: what is blocked, by whom, since when comes first to the eye. */
public final class StatusText {

    private final Snapshot snapshot;
    private final Instant now;
    private final Paint paint;
    private final Page page = new Page();

    private StatusText(Snapshot snapshot, Instant now, Paint paint) {
        this.snapshot = snapshot;
        this.now = now;
        this.paint = paint;
    }

    public static Page of(Snapshot snapshot, Path home, Instant now, Paint paint) {
        return of(snapshot, home, now, paint, List.of(), List.of());
    }

    /**
     * The same with what taking work back has left to do.
     *
     * @param takenBack features of other files that nobody has made again
     */
    public static Page of(
            Snapshot snapshot,
            Path home,
            Instant now,
            Paint paint,
            List<LeftMigrations> left,
            List<LandedWork> takenBack) {
        StatusText status = new StatusText(snapshot, now, paint);
        status.page.line(paint.faint(home, ", revision ", snapshot.revision()));
        snapshot.run().ifPresent(status::run);
        status.features();
        status.takenBack(takenBack);
        status.heading("Locks");
        Page page = status.page.page(2, RegistryText.of(snapshot, now, paint));
        left.forEach(one -> page.line().block(0, Block.text(one.message()).in(paint::bad)));
        return page;
    }

    private void features() {
        heading("Features");
        List<FeatureStanding> standings = FeatureStanding.all(snapshot);
        if (standings.isEmpty()) {
            page.line("  none are stored; see 'coord init --help'");
            return;
        }
        Table table = new Table();
        for (FeatureStanding standing : standings) {
            String wave =
                    standing.wave().isPresent() ? "wave " + standing.wave().getAsInt() : "";
            table.row("  " + wave, status(standing.status()), paint.strong(standing.feature()), remark(standing));
        }
        page.table(table);
    }

    private void takenBack(List<LandedWork> landings) {
        Table table = new Table();
        for (LandedWork landing : landings) {
            String from = landing.place()
                    .map(place -> "of wave " + place.wave() + " of run " + place.run() + "; ")
                    .orElse("");
            table.row(
                    paint.faint("  taken back"), paint.strong(landing.feature()), from + "run its feature file again");
        }
        page.table(table);
    }

    private Block remark(FeatureStanding standing) {
        String agent = standing.agent().map(AgentId::value).orElse("");
        if (standing.status() == FeatureStatus.PENDING) {
            List<String> waitsFor = standing.waitsFor().stream()
                    .map(ClaimOutcome.Obstacle::inWords)
                    .distinct()
                    .toList();
            if (isFinishedAside(standing)) {
                return Block.of("finished, but not landed; the next " + command() + " merges it again");
            }
            return Block.of(
                    waitsFor.isEmpty() ? "can start" : Painted.of("waits for ", Painted.joined(", ", waitsFor)));
        }
        if (standing.status() == FeatureStatus.COMPLETED && isUnderWay(standing)) {
            return Block.of("finished, but not landed yet");
        }
        String between = agent.isEmpty() || standing.reason().isEmpty() ? "" : ": ";
        return Block.text(standing.reason()).behind(agent, between);
    }

    /** A run that stopped has made it and could not land it. */
    private boolean isFinishedAside(FeatureStanding standing) {
        return snapshot.run()
                .filter(run -> run.phase() instanceof RunPhase.Stopped)
                .map(run -> run.features().get(standing.feature()))
                .filter(feature -> feature.phase() instanceof FeaturePhase.Finished)
                .isPresent();
    }

    /** The run that makes it goes on, or will, and has not landed it. */
    private boolean isUnderWay(FeatureStanding standing) {
        return snapshot.run()
                .filter(run -> !run.hasEnded())
                .map(run -> run.features().get(standing.feature()))
                .filter(feature -> feature.phase() instanceof FeaturePhase.Finished
                        && feature.redoes().isEmpty())
                .isPresent();
    }

    private Painted status(FeatureStatus status) {
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
        boolean abandoned = RunAnswer.isAbandoned(run, ProcessLife::isAlive);
        page.line("  " + (abandoned ? "interrupted while " : "") + JsonWords.of(run.phase()) + ", onto "
                + run.settings().target() + ", started "
                + Words.span(run.startedAt(), now) + " ago by process "
                + run.owner().pid());
        if (abandoned) {
            page.line("  ", paint.bad("that process is gone; the same " + command() + " goes on where it stood"));
        }
        if (run.phase() instanceof RunPhase.Stopped stopped) {
            stopped.reasons()
                    .forEach(reason ->
                            page.block(4, Block.text(reason).in(paint::bad).behind("  ")));
        }
        Table table = new Table();
        run.features()
                .forEach((id, feature) -> table.row("  " + id, word(id, feature.phase()), place(id, feature.phase())));
        page.table(table);
    }

    private Block place(FeatureId id, FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Running running) {
            return Block.of(running.agent() + " for " + Words.span(running.since(), now) + " in "
                    + running.workspace().directory());
        }
        if (phase instanceof FeaturePhase.Failed failed) {
            boolean retried = snapshot.run().filter(RunRecord::hasEnded).isPresent()
                    && snapshot.state().statusOf(id) == FeatureStatus.PENDING;
            return Block.text((retried
                            ? "the next " + command() + (isOfBranches() ? " merges it again" : " makes it anew")
                                    + "; it had failed: "
                            : "")
                    + failed.reason()
                    + (failed.kept().isEmpty() ? "" : "; its work is kept at " + failed.kept()));
        }
        if (isRed(id, phase)) {
            return Block.of("finished, but its tests failed; the next " + command() + " merges and tests it again");
        }
        return Block.of(
                isTakenBack(id, phase)
                        ? "taken back; the next " + command() + (isOfBranches() ? " merges it again" : " makes it anew")
                        : "");
    }

    /** Finished work whose tests were red has failed, as its feature has. */
    private String word(FeatureId id, FeaturePhase phase) {
        return isRed(id, phase) ? Words.of(FeatureStatus.FAILED) : JsonWords.of(phase);
    }

    private boolean isRed(FeatureId id, FeaturePhase phase) {
        return phase instanceof FeaturePhase.Finished
                && run(RunPhase.Stopped.class)
                && snapshot.state().statusOf(id) == FeatureStatus.FAILED;
    }

    /** Its wave has landed. */
    private boolean isTakenBack(FeatureId id, FeaturePhase phase) {
        return phase instanceof FeaturePhase.Pending
                && snapshot.run().stream()
                        .flatMap(run -> run.waves().stream().limit(run.wave()))
                        .anyMatch(wave -> wave.features().contains(id));
    }

    /** What goes on with the latest run. */
    private String command() {
        return isOfBranches() ? "'coord integrate'" : "'coord run'";
    }

    private boolean isOfBranches() {
        return snapshot.run()
                .filter(run -> run.settings().origin() == Origin.BRANCHES)
                .isPresent();
    }

    private boolean run(Class<? extends RunPhase> phase) {
        return snapshot.run().filter(run -> phase.isInstance(run.phase())).isPresent();
    }

    private void heading(String title) {
        page.line().line(paint.strong(title));
    }
}
