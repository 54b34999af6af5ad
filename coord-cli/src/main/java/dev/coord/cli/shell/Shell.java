package dev.coord.cli.shell;

import dev.coord.cli.text.Paint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command was called from.
 *
 * @param out for answers
 * @param err for everything else
 * @param environment the variables of the caller
 * @param paint whether answers are coloured
 * @param limit bounds the time that the answers may take
 */
public record Shell(Output out, Output err, Map<String, String> environment, Paint paint, AnswerLimit limit) {

    /** Bounds the time that answers may take until they have arrived. */
    public interface AnswerLimit {

        /** Answers that nobody waits for. */
        AnswerLimit NONE = (time, told) -> {};

        /**
         * From now on.
         *
         * @param time how long they may take
         * @param told is told once, where it takes long
         */
        void within(Duration time, Runnable told);
    }

    /** One whose answers may take any time. */
    public Shell(Output out, Output err, Map<String, String> environment, Paint paint) {
        this(out, err, environment, paint, AnswerLimit.NONE);
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
