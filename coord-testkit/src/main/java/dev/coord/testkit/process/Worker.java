package dev.coord.testkit.process;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A process that is told what to do, one line each, and says one line when it is done. It ends when it is told no more. For
 * one thread.
 */
public final class Worker {

    private final Process process;
    private final BufferedReader output;
    private final OutputStream input;
    private final ProcessId id;

    /**
     * Starts it.
     *
     * @param builder how
     * @throws IOException if it cannot be started
     */
    public Worker(ProcessBuilder builder) throws IOException {
        this.process = builder.start();
        this.output = process.inputReader();
        this.input = process.getOutputStream();
        this.id = ProcessLife.of(process.toHandle()).orElseThrow();
    }

    /**
     * Which process it is.
     *
     * @return its id, as the owner of a lease has it
     */
    public ProcessId id() {
        return id;
    }

    /**
     * Tells it what to do.
     *
     * @param line without a line break
     * @throws IOException if it takes no more
     */
    public void tell(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /**
     * Waits for the next line, which has to be this one; an {@link AssertionError} tells if it is not.
     *
     * @param line what it ought to say
     * @throws IOException if it cannot be heard
     */
    public void expect(String line) throws IOException {
        String said = output.readLine();
        if (!Objects.equals(said, line)) {
            throw new AssertionError(process + " should have said '" + line + "' and said '" + said + "'");
        }
    }

    /**
     * Whether it still runs.
     *
     * @return false if it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Ends it with {@code kill -9}, and returns when it is gone.
     *
     * @throws IOException if its output cannot be closed
     */
    public void kill() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        output.close();
    }
}
