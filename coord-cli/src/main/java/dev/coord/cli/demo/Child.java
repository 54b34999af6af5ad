package dev.coord.cli.demo;

import dev.coord.cli.command.DirectoryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Processes that the demo starts, free of what the caller's environment says about other repositories. */
final class Child {

    private static final long LONGEST_MILLIS = 2_000;

    private Child() {}

    /**
     * How a process ended.
     *
     * @param status its exit status
     * @param output what it printed
     */
    record Ended(int status, String output) {}

    static Ended run(List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("GIT_") || name.equals(DirectoryOptions.VARIABLE));
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        try {
            return new Ended(process.waitFor(), output.join());
        } finally {
            end(process);
        }
    }

    /** It is given a moment to clear up, as a command of coord's does. */
    private static void end(Process process) {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, LONGEST_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        process.destroyForcibly();
    }

    private static String read(InputStream out) {
        try (out) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it was ended
        }
    }
}
