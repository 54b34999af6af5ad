package dev.coord.core.answer.plan;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.plan.Explanation;
import dev.coord.plan.Explanation.Cause;
import dev.coord.plan.Explanation.Contention;

/** Why a feature stands in its wave. Specification 2.1. */
public final class ExplanationAnswer {

    private ExplanationAnswer() {}

    /**
     * The explanation: {@code feature}, {@code wave}, the {@code causes} that keep it out of the wave before and the
     * {@code chain} from wave 0, each with {@code cause} ({@code prerequisite}, {@code file_write_conflict} or
     * {@code schema_conflict}), {@code earlier} and {@code later}, a conflict with what is contended; and
     * {@code wave_by_dependencies_alone}.
     *
     * @param explanation the explanation
     * @return the answer
     */
    public static Answer of(Explanation explanation) {
        return JsonAnswer.of(
                Format.WHY,
                out -> out.text("feature", explanation.feature())
                        .number("wave", explanation.wave())
                        .objects("causes", explanation.causes(), ExplanationAnswer::writeCause)
                        .objects("chain", explanation.chain(), ExplanationAnswer::writeCause)
                        .number("wave_by_dependencies_alone", explanation.dependenciesAlone()));
    }

    private static void writeCause(FieldWriter out, Cause cause) {
        if (cause instanceof Contention contention) {
            out.text("cause", contention.type().jsonName())
                    .text("earlier", cause.earlier())
                    .text("later", cause.later())
                    .texts(contention.type().subjectsField(), contention.subjects());
        } else {
            out.text("cause", "prerequisite").text("earlier", cause.earlier()).text("later", cause.later());
        }
    }
}
