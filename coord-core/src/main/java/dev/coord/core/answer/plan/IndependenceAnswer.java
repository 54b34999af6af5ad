package dev.coord.core.answer.plan;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.plan.Independence;
import dev.coord.plan.Independence.Verdict;
import java.util.List;

/** The answer to "can these two run together". Specification 1.2, reading 2. */
public final class IndependenceAnswer {

    private IndependenceAnswer() {}

    /**
     * The answer: {@code features}, {@code verdict} ({@code parallel}, {@code parallel_after} with its
     * {@code prerequisites}, {@code serialize} with its {@code conflicts}, {@code ordered} with its {@code path}) and the
     * four {@code criteria}, each with {@code criterion}, {@code holds} and {@code evidence}.
     *
     * @param independence the answer
     * @return the answer
     */
    public static Answer of(Independence independence) {
        return JsonAnswer.of(Format.CHECK, out -> {
            out.texts("features", List.of(independence.first(), independence.second()));
            writeVerdict(out, independence.verdict());
            out.objects("criteria", independence.criteria(), IndependenceAnswer::writeCriterion);
        });
    }

    private static void writeVerdict(FieldWriter out, Verdict verdict) {
        if (verdict instanceof Verdict.Parallel) {
            out.text("verdict", "parallel");
        } else if (verdict instanceof Verdict.ParallelAfter after) {
            out.text("verdict", "parallel_after").texts("prerequisites", after.prerequisites());
        } else if (verdict instanceof Verdict.Serialize serialize) {
            out.text("verdict", "serialize").objects("conflicts", serialize.conflicts(), ConflictFields::write);
        } else if (verdict instanceof Verdict.Ordered ordered) {
            out.text("verdict", "ordered").texts("path", ordered.path());
        } else {
            throw new AssertionError(verdict);
        }
    }

    private static void writeCriterion(FieldWriter out, Independence.Criterion criterion) {
        out.text("criterion", JsonWords.of(criterion.question()))
                .flag("holds", criterion.holds())
                .text("evidence", criterion.evidence());
    }
}
