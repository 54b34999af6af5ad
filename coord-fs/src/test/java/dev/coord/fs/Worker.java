package dev.coord.fs;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A process that is told what to do, one line each, and says one line when it is done. It ends when it is told no more. */
final class Worker {

    private final Process process;
    private final BufferedReader output;
    private final OutputStream input;
    private final ProcessId id;

    Worker(ProcessBuilder builder) throws IOException {
        this.process = builder.start();
        this.output = process.inputReader();
        this.input = process.getOutputStream();
        this.id = ProcessLife.of(process.toHandle()).orElseThrow();
    }

    ProcessId id() {
        return id;
    }

    void tell(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Waits for the next line, which has to be this one. */
    void expect(String line) throws IOException {
        String said = output.readLine();
        if (!Objects.equals(said, line)) {
            throw new AssertionError(process + " should have said '" + line + "' and said '" + said + "'");
        }
    }

    /** Whether it ended by itself. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with -9, and returns when it is gone. */
    void kill() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        output.close();
    }
}
