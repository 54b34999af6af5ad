package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.LockFields;
import dev.coord.core.answer.field.RenumberedFields;
import dev.coord.core.answer.field.ResolvedFields;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.FindingJson;
import dev.coord.core.json.JsonWords;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof.FeatureProof;
import java.time.Instant;
import java.util.List;

/** What happens in a run, as it happens. Specification 5. */
public final class NoticeAnswer {

    private NoticeAnswer() {}

    /**
     * One event: {@code event} names it, {@code at} is when it was told, {@code feature_id} or {@code wave} which one it is about;
     * then what belongs to it, and in {@code message} what people are told. Events are added in time.
     *
     * @param notice what happened
     * @param at when
     * @return the answer
     */
    public static Answer of(RunNotice notice, Instant at) {
        return JsonAnswer.of(Format.RUN_EVENT, out -> {
            out.text("event", word(notice)).text("at", at);
            notice.about().ifPresent(feature -> out.text("feature_id", feature));
            write(out, notice);
            out.text("message", NoticeText.of(notice).text());
        });
    }

    private static String word(RunNotice notice) {
        if (notice instanceof RunNotice.NothingToDo) {
            return "nothing_to_do";
        }
        if (notice instanceof RunNotice.Began) {
            return "run_began";
        }
        if (notice instanceof RunNotice.LeftOut) {
            return "features_left_out";
        }
        if (notice instanceof RunNotice.Warning) {
            return "warning";
        }
        if (notice instanceof RunNotice.TryingMigrations) {
            return "trying_migrations";
        }
        if (notice instanceof RunNotice.BaselineBegan) {
            return "baseline_began";
        }
        if (notice instanceof RunNotice.BaselinePassed) {
            return "baseline_passed";
        }
        if (notice instanceof RunNotice.BaselineFailed) {
            return "baseline_failed";
        }
        return notice instanceof WaveNotice wave ? JsonWords.of(wave) : JsonWords.of((FeatureNotice) notice);
    }

    private static void write(FieldWriter out, RunNotice notice) {
        if (notice instanceof FeatureNotice feature) {
            writeFeature(out, feature);
        } else if (notice instanceof WaveNotice wave) {
            writeWave(out.number("wave", wave.wave()), wave);
        } else if (notice instanceof RunNotice.NothingToDo nothing) {
            out.number("features", nothing.features()).text("target", nothing.target());
        } else if (notice instanceof RunNotice.Began began) {
            out.text("run", began.run())
                    .flag("goes_on", began.goesOn())
                    .number("features", began.features())
                    .number("landed", began.landed())
                    .number("finished", began.finished())
                    .number("waves", began.waves())
                    .number("agents", began.agents())
                    .text("target", began.target());
        } else if (notice instanceof RunNotice.LeftOut left) {
            out.text("target", left.target()).texts("reasons", left.reasons());
        } else if (notice instanceof RunNotice.TryingMigrations trying) {
            out.number("features", trying.features())
                    .number("migrations", trying.migrations())
                    .number("applied", trying.applied())
                    .number("pairs", trying.pairs())
                    .number("done", trying.done());
        } else if (notice instanceof RunNotice.BaselineBegan began) {
            out.text("target", began.target()).text("commit", began.commit());
        } else if (notice instanceof RunNotice.BaselinePassed passed) {
            out.text("target", passed.target()).text("commit", passed.commit());
        } else if (notice instanceof RunNotice.BaselineFailed failed) {
            out.text("target", failed.target())
                    .text("commit", failed.commit())
                    .text("reason", failed.reason())
                    .text("output", failed.output());
        }
    }

    private static void writeFeature(FieldWriter out, FeatureNotice notice) {
        if (notice instanceof FeatureNotice.SetUp setUp) {
            out.seconds("seconds", setUp.took());
        } else if (notice instanceof FeatureNotice.LocksAwaited awaited) {
            out.text("agent_id", awaited.agent()).objects("held_by", awaited.heldBy(), LockFields::writeHolder);
        } else if (notice instanceof FeatureNotice.LocksGranted granted) {
            out.text("agent_id", granted.agent())
                    .text("lease_id", granted.lease())
                    .number("token", granted.token().value())
                    .number("locks", granted.locks())
                    .flag("waited", granted.waited());
        } else if (notice instanceof FeatureNotice.Started started) {
            out.text("agent_id", started.agent())
                    .number("attempt", started.attempt())
                    .text("lease_id", started.lease())
                    .number("token", started.token().value())
                    .text("directory", started.directory());
        } else if (notice instanceof FeatureNotice.Finished finished) {
            out.text("agent_id", finished.agent())
                    .number("attempt", finished.attempt())
                    .text("commit", finished.commit())
                    .number("files", finished.files())
                    .seconds("agent_seconds", finished.took());
        } else if (notice instanceof FeatureNotice.Failed failed) {
            out.text("agent_id", failed.agent())
                    .number("attempt", failed.attempt())
                    .text("reason", failed.reason())
                    .text("output", failed.output());
        } else if (notice instanceof FeatureNotice.NotMerged rejected) {
            out.number("wave", rejected.wave())
                    .texts("with", rejected.with())
                    .texts("files", rejected.files())
                    .text("reason", rejected.reason())
                    .textLines("refusals", rejected.refusals());
        } else if (notice instanceof FeatureNotice.PutOff putOff) {
            out.number("wave", putOff.wave()).texts("with", putOff.with()).text("reason", putOff.reason());
        } else if (!(notice instanceof FeatureNotice.Noted)) { // its message is all
            writeWork(out, notice);
        }
    }

    private static void writeWork(FieldWriter out, FeatureNotice notice) {
        if (notice instanceof FeatureNotice.CheckBegan began) {
            out.text("command", began.command());
        } else if (notice instanceof FeatureNotice.CheckPassed passed) {
            out.seconds("seconds", passed.took());
        } else if (notice instanceof FeatureNotice.CheckFailed failed) {
            out.text("reason", failed.reason()).text("output", failed.output());
        } else if (notice instanceof FeatureNotice.WorkNotKept lost) {
            out.number("attempt", lost.attempt()).text("reason", lost.reason());
        } else if (notice instanceof FeatureNotice.WorkKept kept) {
            out.text("ref", kept.ref());
        } else if (notice instanceof FeatureNotice.WorkTreeStays stays) {
            out.text("directory", stays.directory()).text("reason", stays.reason());
        } else if (notice instanceof FeatureNotice.FileResolved resolved) {
            out.number("wave", resolved.wave());
            ResolvedFields.write(out, resolved.file());
        } else if (notice instanceof FeatureNotice.FileRenumbered renumbered) {
            out.number("wave", renumbered.wave());
            RenumberedFields.write(out, renumbered.renaming());
        } else if (notice instanceof FeatureNotice.WriteAudited audited) {
            List<AuditFinding> findings = audited.findings();
            out.number("count", findings.size())
                    .objects(
                            "findings",
                            findings.stream().limit(FeatureProof.MOST).toList(),
                            FindingJson::write);
        } else if (notice instanceof FeatureNotice.LandedWorkUndone undone) {
            out.text("how", JsonWords.of(undone.how()))
                    .texts("landed", undone.landed())
                    .texts("files", undone.paths());
        } else if (notice instanceof FeatureNotice.ConflictAhead ahead) {
            EncounterFields.write(out, ahead.seen());
            out.text("target", ahead.target());
        } else if (notice instanceof FeatureNotice.ConflictGone gone) {
            EncounterFields.write(out, gone.seen());
            out.text("target", gone.target());
        } else {
            throw new AssertionError(notice);
        }
    }

    private static void writeWave(FieldWriter out, WaveNotice notice) {
        if (notice instanceof WaveNotice.Began began) {
            out.texts("features", began.features());
        } else if (notice instanceof WaveNotice.MergeBegan merging) {
            out.texts("features", merging.features());
        } else if (notice instanceof WaveNotice.Merged merged) {
            out.text("base", merged.base()).text("commit", merged.commit());
        } else if (notice instanceof WaveNotice.TestsRepeated repeated) {
            out.text("commit", repeated.commit());
        } else if (notice instanceof WaveNotice.SetUp setUp) {
            out.seconds("seconds", setUp.took());
        } else if (notice instanceof WaveNotice.NotIntegrated not) {
            out.text("reason", not.reason()).text("output", not.output());
        } else if (notice instanceof WaveNotice.TestsPassed passed) {
            if (!passed.failingBefore().isEmpty()) {
                out.textLines("failing_before", passed.failingBefore());
            }
            out.text("output", passed.output());
        } else if (notice instanceof WaveNotice.TestsFailed failed) {
            out.texts("features", failed.features())
                    .text("reason", failed.reason())
                    .text("output", failed.output());
        } else {
            writeOutcome(out, notice);
        }
    }

    private static void writeOutcome(FieldWriter out, WaveNotice notice) {
        if (notice instanceof WaveNotice.TargetMoved moved) {
            out.text("target", moved.target()).text("commit", moved.commit());
        } else if (notice instanceof WaveNotice.SearchBegan began) {
            out.number("most_runs", began.mostRuns());
        } else if (notice instanceof WaveNotice.CulpritFound found) {
            out.text("feature_id", found.feature())
                    .texts("with", found.with())
                    .text("evidence", found.evidence())
                    .number("runs", found.runs());
        } else if (notice instanceof WaveNotice.TestsFlaky flaky) {
            out.texts("features", flaky.features()).flag("lands", flaky.lands()).text("reason", flaky.reason());
        } else if (notice instanceof WaveNotice.Landed landed) {
            out.texts("features", landed.features())
                    .text("commit", landed.commit())
                    .text("target", landed.target());
        } else if (notice instanceof WaveNotice.RolledBack rolledBack) {
            out.text("target", rolledBack.target()).texts("reasons", rolledBack.reasons());
        } else if (notice instanceof WaveNotice.LandingUnknown unknown) {
            out.text("commit", unknown.commit()).text("reason", unknown.reason());
        } else {
            throw new AssertionError(notice);
        }
    }
}
