package dev.coord.core.answer.state;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.LockFields;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Obstacle;
import java.util.List;
import java.util.function.Function;

/** Answers to an agent that asks for work. */
public final class ClaimAnswer {

    private ClaimAnswer() {}

    /**
     * The answer: {@code result} ({@code claimed}, {@code none}, {@code done} or {@code stuck}); {@code feature_id},
     * {@code lease_id}, {@code token} and {@code expires_at} of what was claimed, {@code null} where nothing was; its
     * {@code locks} as in {@link LockAnswers#of}; its {@code task}, the text that its agent reads, in Markdown; {@code waits_for}, what is in
     * the way, each with {@code feature_id}, {@code kind} ({@code prerequisite}, {@code lock}, {@code table}, {@code run} or
     * {@code work}) and, where it is known, {@code agent_id}; and, where nothing was claimed, why in {@code message}.
     *
     * @param outcome what became of the wish
     * @param task tells what is asked of whoever claimed something, as {@code TaskText} does
     * @return the answer
     */
    public static Answer of(ClaimOutcome outcome, Function<ClaimOutcome.Claimed, String> task) {
        if (outcome instanceof ClaimOutcome.Claimed claimed) {
            return JsonAnswer.of(Format.NEXT, out -> writeClaimed(out, claimed, task.apply(claimed)));
        }
        if (outcome instanceof ClaimOutcome.NothingReady nothing) {
            return JsonAnswer.of(Format.NEXT, out -> writeNothing(out, "none", nothing.waitsFor(), outcome));
        }
        if (outcome instanceof ClaimOutcome.AllDone) {
            return JsonAnswer.of(Format.NEXT, out -> writeNothing(out, "done", List.of(), outcome));
        }
        if (outcome instanceof ClaimOutcome.Stuck) {
            return JsonAnswer.of(Format.NEXT, out -> writeNothing(out, "stuck", List.of(), outcome));
        }
        throw new AssertionError(outcome);
    }

    private static void writeClaimed(FieldWriter out, ClaimOutcome.Claimed claimed, String task) {
        out.text("result", "claimed").text("feature_id", claimed.feature().id());
        LockFields.writeLease(out, claimed.lease());
        out.text("task", task);
        writeObstacles(out, List.of());
    }

    private static void writeNothing(FieldWriter out, String result, List<Obstacle> waitsFor, ClaimOutcome outcome) {
        out.text("result", result)
                .nothing("feature_id")
                .nothing("lease_id")
                .nothing("token")
                .nothing("expires_at")
                .textLines("locks", List.of())
                .nothing("task");
        writeObstacles(out, waitsFor);
        out.text("message", outcome.message());
    }

    /** The field {@code waits_for}. */
    static void writeObstacles(FieldWriter out, List<Obstacle> waitsFor) {
        out.objects(
                "waits_for",
                waitsFor,
                (row, obstacle) -> row.text("feature_id", obstacle.feature())
                        .text("kind", JsonWords.of(obstacle.kind()))
                        .optionalText("agent_id", obstacle.agent()));
    }
}
