package dev.coord.core.answer.run;

import static dev.coord.core.run.text.Wording.counted;
import static dev.coord.core.run.text.Wording.names;
import static dev.coord.core.run.text.Wording.quoted;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.radar.RadarText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.text.AuditText;
import dev.coord.core.run.text.Durations;
import dev.coord.core.run.text.OutputTail;
import dev.coord.core.run.text.RenumberedText;
import dev.coord.core.run.text.Wording;
import dev.coord.run.RunSettings.Origin;
import java.util.Optional;

/**
 * What people who watch a run are told of it. Texts of others stand in it as they are.
 *
 * @param kind what kind of thing
 * @param about which feature, where it is about one
 * @param text one line, more for what an agent or tests printed
 */
public record NoticeText(Kind kind, Optional<FeatureId> about, String text) {

    /** How notices are told apart at a glance. */
    public enum Kind {
        /** The run began or went on. */
        RUN,
        /** A wave began. */
        WAVE,
        /** A feature was given to an agent. */
        START,
        /** A feature waits for locks. */
        WAIT,
        /** Locks were granted. */
        LOCK,
        /** A feature's work is committed. */
        FINISH,
        /** Something failed. */
        FAIL,
        /** Something that does not stop the run. */
        WARNING,
        /** A wave is being merged. */
        MERGE,
        /** A check began, or tests ended. */
        TEST,
        /** A wave landed. */
        LAND,
        /** A wave was rolled back. */
        ROLLBACK,
        /** The run ended without some features; nothing was rolled back. */
        LEFT_OUT
    }

    /**
     * Puts a notice into words.
     *
     * @param notice what happened
     * @return the words
     */
    public static NoticeText of(RunNotice notice) {
        if (notice instanceof FeatureNotice feature) {
            return ofFeature(feature);
        }
        if (notice instanceof WaveNotice wave) {
            return ofWave(wave);
        }
        if (notice instanceof RunNotice.NothingToDo nothing) {
            return told(
                    Kind.RUN,
                    notice,
                    nothing.features() == 1
                            ? "nothing to do: the one feature has landed on " + nothing.target()
                            : "nothing to do: all " + nothing.features() + " features have landed on "
                                    + nothing.target());
        }
        if (notice instanceof RunNotice.Began began) {
            return told(Kind.RUN, notice, began(began));
        }
        if (notice instanceof RunNotice.LeftOut out) {
            return told(
                    Kind.LEFT_OUT,
                    notice,
                    counted(out.reasons().size(), "feature") + " did not land on " + out.target());
        }
        if (notice instanceof RunNotice.BaselineBegan began) {
            return told(
                    Kind.TEST,
                    notice,
                    "testing " + began.target() + " as it is, " + began.commit().abbreviated()
                            + (began.origin() == Origin.AGENTS ? "; agents begin" : "; branches are merged")
                            + (began.isRedAllowed() ? " once that has ended" : " once that is green"));
        }
        if (notice instanceof RunNotice.BaselinePassed passed) {
            return told(Kind.TEST, notice, "the combined tests pass on " + passed.target() + " as it is");
        }
        if (notice instanceof RunNotice.BaselineFailed failed) {
            return told(Kind.FAIL, notice, OutputTail.below(failed.reason(), failed.output()));
        }
        if (notice instanceof RunNotice.TryingMigrations trying) {
            return told(
                    Kind.TEST,
                    notice,
                    "trying the migrations of " + counted(trying.features(), "feature") + " on the database, "
                            + trying.applied() + " of " + trying.migrations() + " applied"
                            + (trying.pairs() == 0
                                    ? ""
                                    : ", " + trying.done() + " of " + counted(trying.pairs(), "pair")
                                            + " in both orders"));
        }
        if (notice instanceof RunNotice.Warning warning) {
            return told(Kind.WARNING, notice, warning.text());
        }
        throw new AssertionError(notice);
    }

    private static NoticeText told(Kind kind, RunNotice notice, String text) {
        return new NoticeText(kind, notice.about(), text);
    }

    private static String began(RunNotice.Began began) {
        return (began.goesOn() ? "going on with run " : "run ") + began.run() + ": "
                + counted(began.features(), "feature") + ", " + began.landed() + " landed before, " + began.finished()
                + " finished before, " + counted(began.waves(), "wave") + " to go, "
                + (began.agents() == 0 ? "" : "up to " + counted(began.agents(), "agent") + ", ") + "onto "
                + began.target();
    }

    private static NoticeText ofFeature(FeatureNotice notice) {
        if (notice instanceof FeatureNotice.Started started) {
            String token =
                    started.agent() + " works under token " + started.token().value();
            return told(Kind.START, notice, token);
        }
        if (notice instanceof FeatureNotice.SetUp setUp) {
            return told(Kind.START, notice, "set up in " + Durations.text(setUp.took()));
        }
        if (notice instanceof FeatureNotice.LocksAwaited awaited) {
            return told(Kind.WAIT, notice, "waits for " + Wording.holders(awaited.heldBy()));
        }
        if (notice instanceof FeatureNotice.LocksGranted granted) {
            return told(
                    Kind.LOCK,
                    notice,
                    granted.waited()
                            ? "locks granted after waiting"
                            : granted.agent() + " holds " + counted(granted.locks(), "lock"));
        }
        if (notice instanceof FeatureNotice.Finished finished) {
            return told(
                    Kind.FINISH,
                    notice,
                    counted(finished.files(), "file") + " in " + Durations.text(finished.took()) + ", commit "
                            + finished.commit().abbreviated());
        }
        if (notice instanceof FeatureNotice.Failed failed) {
            return told(Kind.FAIL, notice, OutputTail.below(failed.reason(), failed.output()));
        }
        if (notice instanceof FeatureNotice.NotMerged rejected) {
            return told(Kind.FAIL, notice, rejected.reason());
        }
        if (notice instanceof FeatureNotice.PutOff putOff) {
            String have = putOff.with().size() == 1 ? " has landed: " : " have landed: ";
            return told(Kind.WAIT, notice, "waits until " + names(putOff.with()) + have + putOff.reason());
        }
        if (notice instanceof FeatureNotice.Noted noted) {
            return told(Kind.TEST, notice, noted.text());
        }
        return ofWork(notice);
    }

    private static NoticeText ofWork(FeatureNotice notice) {
        if (notice instanceof FeatureNotice.CheckBegan began) {
            return told(Kind.TEST, notice, "checked by " + SafeText.excerpt(began.command()));
        }
        if (notice instanceof FeatureNotice.CheckPassed passed) {
            return told(Kind.TEST, notice, "its check passed in " + Durations.text(passed.took()));
        }
        if (notice instanceof FeatureNotice.CheckFailed failed) {
            return told(Kind.TEST, notice, OutputTail.below("its check failed: " + failed.reason(), failed.output()));
        }
        if (notice instanceof FeatureNotice.WorkNotKept lost) {
            return told(Kind.FAIL, notice, lost.reason());
        }
        if (notice instanceof FeatureNotice.WorkKept kept) {
            return told(Kind.WARNING, notice, "what was made of it is kept at " + kept.ref());
        }
        if (notice instanceof FeatureNotice.WorkTreeStays stays) {
            String text = "its work tree stays at " + stays.directory() + ", since " + stays.reason();
            return told(Kind.WARNING, notice, text);
        }
        if (notice instanceof FeatureNotice.FileResolved resolved) {
            return told(Kind.MERGE, notice, ResolvedText.of(resolved.file()));
        }
        if (notice instanceof FeatureNotice.FileRenumbered renumbered) {
            return told(Kind.MERGE, notice, RenumberedText.of(renumbered.renaming()));
        }
        if (notice instanceof FeatureNotice.WriteAudited audited) {
            return told(Kind.WARNING, notice, AuditText.of(audited.findings()));
        }
        if (notice instanceof FeatureNotice.LandedWorkUndone undone) {
            return told(Kind.WARNING, notice, undone(undone));
        }
        if (notice instanceof FeatureNotice.ConflictAhead ahead) {
            return told(Kind.WARNING, notice, RadarText.line(ahead.seen(), ahead.target()));
        }
        if (notice instanceof FeatureNotice.ConflictGone gone) {
            return told(Kind.WARNING, notice, RadarText.gone(gone.seen(), gone.target()));
        }
        throw new AssertionError(notice);
    }

    private static String undone(FeatureNotice.LandedWorkUndone undone) {
        String paths = quoted(undone.paths());
        String landed = names(undone.landed());
        return switch (undone.how()) {
            case DELETES -> "deletes " + paths + ", which " + landed + " landed";
            case REVERTS -> "reverts " + paths + " to what was there before " + landed + " landed";
            case REMOVES_LINES -> "removes every line that " + landed + " landed in " + paths;
        };
    }

    private static NoticeText ofWave(WaveNotice notice) {
        String wave = "wave " + notice.wave();
        if (notice instanceof WaveNotice.Began began) {
            return told(Kind.WAVE, notice, wave + ": " + names(began.features()));
        }
        if (notice instanceof WaveNotice.MergeBegan merging) {
            return told(Kind.MERGE, notice, wave + ": merging " + names(merging.features()));
        }
        if (notice instanceof WaveNotice.Merged merged) {
            String where =
                    merged.base().abbreviated() + " as " + merged.commit().abbreviated();
            return told(Kind.MERGE, notice, wave + ": merged onto " + where);
        }
        if (notice instanceof WaveNotice.TestsRepeated repeated) {
            String merge = repeated.commit().abbreviated();
            return told(Kind.MERGE, notice, wave + ": testing again what was merged as " + merge);
        }
        if (notice instanceof WaveNotice.TargetMoved moved) {
            String where = moved.target() + " moved to " + moved.commit().abbreviated();
            return told(Kind.WARNING, notice, where + " meanwhile; merging again onto it");
        }
        return ofOutcome(notice, wave);
    }

    private static String passed(WaveNotice.TestsPassed passed) {
        int known = passed.failingBefore().size();
        return known == 0
                ? "combined tests passed"
                : "the combined tests fail in nothing that the target does not: " + counted(known, "test")
                        + (known == 1 ? " fails" : " fail") + " on both, " + quoted(passed.failingBefore());
    }

    private static NoticeText ofOutcome(WaveNotice notice, String wave) {
        if (notice instanceof WaveNotice.SetUp setUp) {
            return told(Kind.TEST, notice, "the integration tree was set up in " + Durations.text(setUp.took()));
        }
        if (notice instanceof WaveNotice.NotIntegrated not) {
            return told(Kind.FAIL, notice, OutputTail.below(not.reason(), not.output()));
        }
        if (notice instanceof WaveNotice.TestsPassed passed) {
            return told(
                    Kind.TEST, notice, passed(passed) + "\n" + passed.output().strip());
        }
        if (notice instanceof WaveNotice.TestsFailed failed) {
            return told(
                    Kind.TEST, notice, failed.reason() + "\n" + failed.output().strip());
        }
        if (notice instanceof WaveNotice.SearchBegan began) {
            return told(
                    Kind.TEST,
                    notice,
                    wave + ": looking for what breaks it, in at most " + counted(began.mostRuns(), "test run")
                            + " for each culprit");
        }
        if (notice instanceof WaveNotice.CulpritFound found) {
            return told(
                    Kind.FAIL,
                    notice,
                    "culprit: " + found.feature()
                            + (found.with().isEmpty() ? "" : ", only together with " + names(found.with())) + " ("
                            + counted(found.runs(), "test run") + ")"
                            + found.partner().map(Wording::insteadOf).orElse(""));
        }
        if (notice instanceof WaveNotice.TestsFlaky flaky) {
            return told(
                    Kind.WARNING,
                    notice,
                    "the tests of " + wave + " are flaky: " + flaky.reason() + ", and passed at another time; "
                            + (flaky.lands()
                                    ? "a fresh run on " + names(flaky.features()) + " is green"
                                    : "nobody is blamed for that"));
        }
        if (notice instanceof WaveNotice.Landed landed) {
            String where = landed.target() + " as " + landed.commit().abbreviated();
            return told(Kind.LAND, notice, wave + " landed on " + where);
        }
        if (notice instanceof WaveNotice.RolledBack rolledBack) {
            return told(
                    Kind.ROLLBACK,
                    notice,
                    wave + " did not land, nothing of it is on " + rolledBack.target()
                            + (rolledBack.told() ? "" : "; " + String.join("; ", rolledBack.reasons())));
        }
        if (notice instanceof WaveNotice.LandingUnknown unknown) {
            return told(Kind.FAIL, notice, unknown.reason());
        }
        throw new AssertionError(notice);
    }
}
