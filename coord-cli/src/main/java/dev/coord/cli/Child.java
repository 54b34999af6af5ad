package dev.coord.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Processes that the demo starts, free of what the caller's environment says about other repositories. */
final class Child {

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
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } finally {
            process.destroy();
        }
    }
}
