package dev.coord.core.answer.command;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import java.time.Duration;

/** What the demo was good for. */
public final class DemoAnswer {

    private DemoAnswer() {}

    /**
     * The end of the demo: {@code directory}, {@code exit_code}, {@code agent_seconds}, {@code wall_seconds},
     * {@code serialized_conflicts}, {@code refused_locks}, {@code sent_back} and {@code culprits}.
     *
     * @param directory where to look around
     * @param agents the times of all agents added up
     * @param wall what the clock says the run took
     * @param serialized conflicts that only the plan kept apart
     * @param refused requests for locks that were denied
     * @param sentBack features whose agents were called again, since they met another one in a file
     * @param culprits features whose agents were called again, since they broke a wave
     * @return the answer
     */
    public static Answer of(
            String directory,
            Duration agents,
            Duration wall,
            long serialized,
            int refused,
            long sentBack,
            long culprits) {
        return JsonAnswer.of(
                Format.DEMO,
                out -> out.text("directory", directory)
                        .number("exit_code", ExitCode.DONE.number())
                        .seconds("agent_seconds", agents)
                        .seconds("wall_seconds", wall)
                        .number("serialized_conflicts", serialized)
                        .number("refused_locks", refused)
                        .number("sent_back", sentBack)
                        .number("culprits", culprits));
    }
}
