package dev.coord.git.setup;

import dev.coord.core.process.AwakeTime;
import dev.coord.core.process.CallerEnvironment;
import dev.coord.core.process.LogFile;
import dev.coord.core.process.ProcessFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A command of the user's that works in a work tree of coord's own. What it prints goes to a log, and whatever it leaves running is
 * ended with it.
 *
 * @param command for {@code /bin/sh}
 * @param limit how long it may take
 */
public record LoggedCommand(String command, Duration limit) {

    /**
     * How it ended.
     *
     * @param failure why it did not end well; none if it did
     * @param output the end of what it printed
     */
    public record Ended(Optional<String> failure, String output) {}

    /** Runs it to its end, or to that of its time. */
    public Ended run(Path workTree, ProcessFamily family, Map<String, String> environment, LogFile log)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(workTree.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.redirect())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        CallerEnvironment.strip(builder.environment());
        builder.environment().putAll(family.environment());
        builder.environment().putAll(environment);
        long start = log.size();
        Process process = builder.start();
        try {
            boolean ended = AwakeTime.endsWithin(process, limit);
            family.end(Optional.of(process.toHandle()));
            String output = log.since(start);
            if (!ended) {
                return new Ended(Optional.of("still running after " + limit.toSeconds() + " s and ended"), output);
            }
            return process.exitValue() == 0
                    ? new Ended(Optional.empty(), output)
                    : new Ended(Optional.of("exit status " + process.exitValue()), output);
        } finally {
            family.end(Optional.of(process.toHandle()));
        }
    }
}
