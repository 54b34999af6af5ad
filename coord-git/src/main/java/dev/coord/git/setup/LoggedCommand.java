package dev.coord.git.setup;

import dev.coord.SafeText;
import dev.coord.core.file.LogFile;
import dev.coord.core.process.AwakeTime;
import dev.coord.core.process.ChildBuilder;
import dev.coord.core.process.ProcessFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of the user's that works in a work tree of coord's own. What it prints goes to a log; whatever it leaves running is
 * ended with it and told there, too.
 *
 * @param command for {@code /bin/sh}
 * @param limit how long it may take
 */
public record LoggedCommand(String command, Duration limit) {

    /**
     * How it ended.
     *
     * @param failure why it did not end well; none if it did
     * @param status its exit status; 0 where its time was over
     * @param output the end of what it printed
     * @param leftovers what it left running and was ended with it, each with its number and its name
     * @param isOverdue whether its time was over
     */
    public record Ended(
            Optional<String> failure, int status, String output, List<String> leftovers, boolean isOverdue) {}

    /** Runs it to its end, or to that of its time. */
    public Ended run(Path workTree, ProcessFamily family, Map<String, String> environment, LogFile log)
            throws IOException, InterruptedException {
        Map<String, String> told = new HashMap<>(family.environment());
        told.putAll(environment);
        ProcessBuilder builder = ChildBuilder.of(workTree, List.of("/bin/sh", "-c", command), told)
                .redirectErrorStream(true)
                .redirectOutput(log.redirect())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        long start = log.size();
        Process process = builder.start();
        try {
            boolean ended = AwakeTime.endsWithin(process, limit);
            List<String> leftovers = family.end(Optional.of(process.toHandle()));
            String output = log.since(start);
            if (!ended) {
                String overdue = "still running after " + limit.toSeconds() + " s and ended";
                return new Ended(Optional.of(overdue), 0, output, List.of(), true);
            }
            if (!leftovers.isEmpty()) {
                log.note("left running and ended: " + SafeText.line(String.join(", ", leftovers)));
            }
            Optional<String> failure = Optional.of(process.exitValue())
                    .filter(status -> status != 0)
                    .map(status -> "exit status " + status);
            return new Ended(failure, process.exitValue(), output, leftovers, false);
        } finally {
            family.end(Optional.of(process.toHandle()));
        }
    }
}
