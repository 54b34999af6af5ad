package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.rollback.BrokenFile;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Active;
import dev.coord.core.rollback.RollbackOutcome.Breaks;
import dev.coord.core.rollback.RollbackOutcome.Busy;
import dev.coord.core.rollback.RollbackOutcome.ConflictedText;
import dev.coord.core.rollback.RollbackOutcome.Conflicts;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.NeededByLanded;
import dev.coord.core.rollback.RollbackOutcome.Noted;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackOutcome.WithSchema;
import dev.coord.core.rollback.UndoneMigration;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.proof.IntegrityFinding;
import java.util.List;

/** How taking work back went. Specification 6.3. */
public final class RollbackAnswer {

    private RollbackAnswer() {}

    /**
     * The answer: {@code result} and {@code message}. {@code taken_back} comes with the {@code target}, what it was ({@code from})
     * and is ({@code to}), {@code how} ({@code set_back} or {@code reverted}), {@code features}, latest first, each with {@code
     * feature_id}, {@code landing}, {@code run} and {@code wave} where known, {@code revert} and {@code touched_by}, what is
     * {@code behind}, what is {@code told} of the files that are left, and {@code kept_at}, the ref of what the branch was. {@code
     * refused} comes with a {@code reason}: {@code needed_by_landed} with {@code needed_by} and the {@code command} that takes all of it
     * back, {@code breaks} with what would be broken ({@code breaks}), {@code active} with {@code active}, or {@code conflict} with
     * {@code feature_id}, {@code landing} and {@code files}. The others are {@code nothing_to_do}, {@code noted} with the {@code
     * undone}, {@code already_running} and {@code in_the_way}.
     *
     * <p>Where migrations were to be undone there are {@code migrations}, last first, each with {@code path}, {@code state} ({@code
     * undone}, {@code failed}, {@code name_taken}, {@code not_reached}) and {@code why} it is not undone, or may not be.
     *
     * @param outcome what became of it
     * @return the answer
     */
    public static Answer of(RollbackOutcome outcome) {
        return JsonAnswer.of(Format.ROLLBACK, out -> {
            out.text("result", result(outcome)).text("message", outcome.message());
            RollbackOutcome branch = outcome instanceof WithSchema with ? with.branch() : outcome;
            if (branch instanceof TakenBack taken) {
                out.text("target", taken.target())
                        .text("from", taken.from())
                        .text("to", taken.to())
                        .text("how", taken.setBack() ? "set_back" : "reverted")
                        .objects("features", taken.features(), RollbackAnswer::writeUndone)
                        .textLines("behind", taken.behind())
                        .objects("told", taken.told(), RollbackAnswer::writeFinding)
                        .text("kept_at", taken.keptAt());
            } else if (branch instanceof Noted noted) {
                out.texts("undone", noted.paths());
            } else if (branch instanceof NeededByLanded needed) {
                out.text("reason", "needed_by_landed")
                        .objects(
                                "needed_by",
                                needed.by().entrySet(),
                                (to, need) -> to.text("feature_id", need.getKey())
                                        .texts("needs", need.getValue())
                                        .objects(
                                                "because",
                                                needed.because().getOrDefault(need.getKey(), List.of()),
                                                RollbackAnswer::writeFinding))
                        .text("command", needed.request().command() + " --with-dependents");
            } else if (branch instanceof Breaks breaks) {
                out.text("reason", "breaks").objects("breaks", breaks.broken(), RollbackAnswer::writeBroken);
            } else if (branch instanceof Active active) {
                out.text("reason", "active").texts("active", active.features());
            } else if (branch instanceof Conflicts conflicts) {
                out.text("reason", "conflict")
                        .text("feature_id", conflicts.feature())
                        .text("landing", conflicts.commit())
                        .objects("files", conflicts.files(), RollbackAnswer::writeFile);
            }
            if (outcome instanceof WithSchema with) {
                out.objects("migrations", with.migrations(), RollbackAnswer::writeMigration);
            }
        });
    }

    private static String result(RollbackOutcome outcome) {
        if (outcome instanceof WithSchema with) {
            return result(with.branch());
        }
        if (outcome instanceof TakenBack) {
            return "taken_back";
        }
        if (outcome instanceof NothingToDo) {
            return "nothing_to_do";
        }
        if (outcome instanceof Noted) {
            return "noted";
        }
        if (outcome instanceof Busy) {
            return "already_running";
        }
        if (outcome instanceof InTheWay) {
            return "in_the_way";
        }
        if (outcome instanceof RollbackOutcome.Refused) {
            return "refused";
        }
        throw new AssertionError(outcome);
    }

    private static void writeFinding(FieldWriter out, IntegrityFinding finding) {
        out.text("feature_id", finding.feature())
                .text("check", finding.check())
                .text("path", finding.path())
                .number("line", finding.line())
                .text("message", finding.message());
    }

    private static void writeBroken(FieldWriter out, BrokenFile broken) {
        writeFinding(out, broken.finding());
        broken.by().ifPresent(landing -> out.text("landed_by", landing.feature()));
        out.text("changed", broken.changed());
    }

    private static void writeMigration(FieldWriter out, UndoneMigration migration) {
        out.text("path", migration.path()).text("state", migration.state().jsonName());
        migration.why().ifPresent(why -> out.text("why", why));
    }

    private static void writeUndone(FieldWriter out, Undone undone) {
        out.text("feature_id", undone.landing().feature())
                .text("landing", undone.landing().commit());
        undone.landing().place().ifPresent(place -> out.text("run", place.run()).number("wave", place.wave()));
        undone.revert().ifPresent(commit -> out.text("revert", commit));
        out.texts("touched_by", undone.touchedBy());
    }

    private static void writeFile(FieldWriter out, ConflictedText text) {
        out.text("path", text.file().path())
                .objects("lines", text.file().lines(), RollbackAnswer::writeLines)
                .texts("changed_by", text.file().with())
                .textLines("hunks", text.hunks());
    }

    private static void writeLines(FieldWriter out, LineRange lines) {
        out.number("first", lines.first()).number("last", lines.last());
    }
}
