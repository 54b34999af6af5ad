package dev.coord.core.answer.command;

import dev.coord.Problem;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.ProblemFields;
import java.util.List;

/** What went wrong. */
public final class ErrorAnswer {

    private ErrorAnswer() {}

    /**
     * The failure: {@code error} with {@code exit_code}, {@code message} and {@code problems}, which say what is wrong with an
     * input: {@code file}, {@code line} and {@code column} (0 where there is none), {@code code}, {@code pointer},
     * {@code message} and, where features wait for each other, the {@code circle}.
     *
     * @param code what kind of failure it is
     * @param message what was tried, on what, what was found, what to do next
     * @param problems all problems of the input, where the input is what is wrong
     * @return the answer
     */
    public static Answer of(ExitCode code, String message, List<Problem> problems) {
        return of(code.number(), message, problems);
    }

    /**
     * The failure of a process that ends with a status of its own, as after a signal.
     *
     * @param status the status it ends with
     * @param message as of {@link #of(ExitCode, String, List)}
     * @param problems as of {@link #of(ExitCode, String, List)}
     * @return the answer
     */
    public static Answer of(int status, String message, List<Problem> problems) {
        List<Problem> all = List.copyOf(problems);
        return JsonAnswer.of(
                Format.ERROR,
                out -> out.object(
                        "error",
                        status,
                        (error, number) -> error.number("exit_code", number)
                                .text("message", message)
                                .objects("problems", all, ProblemFields::write)));
    }
}
