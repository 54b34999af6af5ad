package dev.coord.core.answer.state;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.NotMoved;
import java.util.List;

/** Answers to steps in a feature's life. Specification 4.2. */
public final class LifecycleAnswers {

    private LifecycleAnswers() {}

    /**
     * The answer to a step: {@code result}, which is {@code moved} with {@code feature}, {@code from} and {@code to};
     * {@code stored} with the number of {@code features}; or {@code refused} with {@code message} and {@code reason}. Reasons are
     * {@code prerequisites_missing} with {@code missing}, {@code schema_conflict} with {@code features} and {@code tables},
     * {@code illegal_move} with {@code from}, {@code not_the_owner} with {@code owner}, {@code unknown_feature} with
     * {@code nearest}, the ids that resemble it, and {@code stale_lease}.
     *
     * @param outcome what became of the step
     * @return the answer
     */
    public static Answer of(LifecycleOutcome outcome) {
        if (outcome instanceof LifecycleOutcome.Moved moved) {
            return JsonAnswer.of(
                    Format.STEP,
                    out -> out.text("result", "moved")
                            .text("feature", moved.feature())
                            .text("from", JsonWords.of(moved.from()))
                            .text("to", JsonWords.of(moved.to())));
        }
        if (outcome instanceof LifecycleOutcome.Stored stored) {
            return JsonAnswer.of(Format.STEP, out -> writeStored(out, stored.features()));
        }
        if (outcome instanceof NotMoved stopped) {
            return JsonAnswer.of(Format.STEP, out -> writeRefused(out, stopped));
        }
        throw new AssertionError(outcome);
    }

    /**
     * That features were stored: {@code result} ({@code stored}), the number of {@code features}, and the {@code directory}.
     *
     * @param features how many
     * @param directory where
     * @return the answer
     */
    public static Answer stored(int features, String directory) {
        return JsonAnswer.of(Format.STEP, out -> {
            writeStored(out, features);
            out.text("directory", directory);
        });
    }

    private static void writeStored(FieldWriter out, int features) {
        out.text("result", "stored").number("features", features);
    }

    private static void writeRefused(FieldWriter out, NotMoved refused) {
        out.text("result", "refused").text("message", refused.message());
        if (refused instanceof LifecycleOutcome.PrerequisitesMissing missing) {
            out.text("reason", "prerequisites_missing").textLines("missing", missing.missing());
        } else if (refused instanceof LifecycleOutcome.Halted conflict) {
            out.text("reason", "schema_conflict")
                    .textLines("features", List.of(conflict.feature(), conflict.other()))
                    .textLines("tables", conflict.tables());
        } else if (refused instanceof LifecycleOutcome.IllegalMove move) {
            out.text("reason", "illegal_move").text("from", JsonWords.of(move.from()));
        } else if (refused instanceof LifecycleOutcome.NotTheOwner other) {
            out.text("reason", "not_the_owner").text("owner", other.owner());
        } else if (refused instanceof LifecycleOutcome.UnknownFeature unknown) {
            out.text("reason", "unknown_feature").textLines("nearest", unknown.nearest());
        } else if (refused instanceof LifecycleOutcome.MadeByRun made) {
            out.text("reason", "made_by_run").text("run", made.run());
        } else if (refused instanceof LifecycleOutcome.StaleLease) {
            out.text("reason", "stale_lease");
        } else {
            throw new AssertionError(refused);
        }
    }
}
