package dev.coord.cli.shell;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.CallerLocale;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program that runs in the place of coord: it has coord's input and output, and can be ended from any thread. */
public final class HeldProgram {

    /** What a program has to end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<String> words;
    private final Map<String, String> variables;
    private final ProcessFamily family;
    private final Consumer<String> say;
    private @Nullable Process process;
    private boolean ended;

    /**
     * Starts nothing yet.
     *
     * @param words its name and arguments
     * @param variables more than coord's own environment
     * @param family what it starts, by a variable among those
     * @param say takes why it cannot be started or ended
     */
    public HeldProgram(List<String> words, Map<String, String> variables, ProcessFamily family, Consumer<String> say) {
        this.words = List.copyOf(words);
        this.variables = Map.copyOf(variables);
        this.family = family;
        this.say = say;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit status; nothing if it was not started
     * @throws InterruptedException if the thread is interrupted; the program and what it has started have ended
     */
    public OptionalInt run() throws InterruptedException {
        Process started;
        synchronized (this) {
            if (ended) {
                return OptionalInt.empty();
            }
            try {
                started = start();
            } catch (IOException e) {
                say.accept("cannot run '" + words.get(0) + "': " + FailureText.of(e));
                return OptionalInt.empty();
            }
            process = started;
        }
        try {
            int status = started.waitFor();
            synchronized (this) {
                process = null; // what it leaves running after its own end is left alone
            }
            return OptionalInt.of(status);
        } catch (InterruptedException e) {
            end();
            throw e;
        }
    }

    /** Ends the program and what it has started: by a request, and by force for what has not ended after a while. */
    public void end() {
        Process started;
        synchronized (this) {
            ended = true;
            started = process;
        }
        if (started != null) {
            try {
                List<String> unused = family.end(Optional.of(started.toHandle()), GRACE);
            } catch (RepositoryFailed e) {
                say.accept(String.valueOf(e.getMessage()));
            }
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = Output.handedOver(new ProcessBuilder(words));
        CallerLocale.restore(builder.environment());
        builder.environment().putAll(variables);
        return builder.start();
    }
}
