package dev.coord.core.process;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a child process may take, and who is told that it takes long.
 *
 * @param limit after which it is ended, with everything it runs
 * @param told hears once, after two seconds, what it runs itself; nothing where it runs nothing
 */
public record ChildLimit(Duration limit, Consumer<String> told) {

    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Waits for the end of the process; false when its time is over. */
    boolean lasts(Process process) throws InterruptedException {
        Duration first = limit.compareTo(SILENCE) < 0 ? limit : SILENCE;
        if (AwakeTime.endsWithin(process, first)) {
            return true;
        }
        told.accept(runs(process));
        return AwakeTime.endsWithin(process, limit.minus(first));
    }

    /** The programs that the process waits for, as far as they can be told. */
    static String runs(Process process) {
        return process.children()
                .map(child -> child.info()
                        .commandLine()
                        .or(child.info()::command)
                        .map(text -> "'" + text + "' (process " + child.pid() + ")")
                        .orElse("process " + child.pid()))
                .findFirst()
                .orElse("");
    }
}
