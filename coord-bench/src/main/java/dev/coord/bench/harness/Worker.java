package dev.coord.bench.harness;

import dev.coord.bench.contender.Contenders;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another JVM that has a contender open and does as it is told; for one thread. */
public final class Worker implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Starts one and does not wait until it is {@link #ready}. */
    static Worker start(String contender, Path directory, int number) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        command.addAll(Contenders.jvmOptions(contender, directory));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName(),
                contender,
                directory.toString(),
                Integer.toString(number)));
        return new Worker(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * Acquires and keeps a path.
     *
     * @param path which path
     * @param patience how long it is waited for
     * @return when it was in the worker's hands; nothing if patience ran out
     * @throws IOException if the worker is gone
     */
    public Optional<Long> hold(String path, Duration patience) throws IOException {
        String[] words = ask("hold " + path + " " + patience.toNanos()).split(" ", -1);
        return words[0].equals("held") ? Optional.of(Long.parseLong(words[1])) : Optional.empty();
    }

    /**
     * Releases what it keeps.
     *
     * @return whether it was still there
     * @throws IOException if the worker is gone
     */
    public boolean drop() throws IOException {
        return ask("drop").equals("dropped");
    }

    /**
     * How many locks the contender believes to be held.
     *
     * @return by its own account
     * @throws IOException if the worker is gone
     */
    public int held() throws IOException {
        return Integer.parseInt(ask("held"));
    }

    /**
     * Begins a load, whose end nobody waits for.
     *
     * @param load what to do
     * @throws IOException if the worker is gone
     */
    public void begin(Load load) throws IOException {
        order(load.line(System.nanoTime()));
    }

    /**
     * Ends it as {@code kill -9} does.
     *
     * @return when the signal was sent
     */
    public long kill() {
        long now = System.nanoTime();
        process.destroyForcibly();
        return now;
    }

    void ready() throws IOException {
        expect("ready");
    }

    void order(String line) throws IOException {
        orders.write(line);
        orders.newLine();
        orders.flush();
    }

    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a worker ended");
        }
        return line;
    }

    void expect(String answer) throws IOException {
        String line = answer();
        if (!line.equals(answer)) {
            throw new IOException("a worker answered '" + line + "', not '" + answer + "'");
        }
    }

    private String ask(String line) throws IOException {
        order(line);
        return answer();
    }

    /** Ends it and waits for its end. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        answers.close();
    }
}
