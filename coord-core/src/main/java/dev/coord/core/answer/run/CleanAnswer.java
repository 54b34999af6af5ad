package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.clean.CleanOutcome;
import dev.coord.core.clean.CleanOutcome.Busy;
import dev.coord.core.clean.CleanOutcome.Listed;
import dev.coord.core.clean.Cleaning.Reason;
import dev.coord.core.clean.Cleaning.Verdict;
import dev.coord.core.json.FieldWriter;

/** What coord keeps in a repository. */
public final class CleanAnswer {

    private CleanAnswer() {}

    /**
     * The answer: {@code result}, which is {@code listed} or {@code deleted} with the {@code target} and the {@code refs}, each with
     * {@code ref}, {@code commit}, {@code committed_at}, whether it {@code goes} and the {@code reason} ({@code on_target}, {@code
     * old}, {@code needed} or {@code only_copy}); or {@code already_running} with a {@code message}.
     *
     * @param outcome what became of it
     * @return the answer
     */
    public static Answer of(CleanOutcome outcome) {
        return JsonAnswer.of(Format.CLEAN, out -> {
            if (outcome instanceof Listed listed) {
                out.text("result", listed.deleted() ? "deleted" : "listed")
                        .text("target", listed.target())
                        .objects("refs", listed.refs(), CleanAnswer::write);
            } else if (outcome instanceof Busy busy) {
                out.text("result", "already_running").text("message", busy.message());
            } else {
                throw new AssertionError(outcome);
            }
        });
    }

    private static void write(FieldWriter out, Verdict verdict) {
        out.text("ref", verdict.ref().name())
                .text("commit", verdict.ref().commit())
                .time("committed_at", verdict.ref().committedAt())
                .flag("goes", verdict.reason().goes())
                .text("reason", word(verdict.reason()));
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case ON_TARGET -> "on_target";
            case OLD -> "old";
            case NEEDED -> "needed";
            case ONLY_COPY -> "only_copy";
        };
    }
}
