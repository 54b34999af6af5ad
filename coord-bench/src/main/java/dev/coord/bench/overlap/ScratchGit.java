package dev.coord.bench.overlap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Git in one directory, without the settings of the user.
 *
 * @param directory where
 */
public record ScratchGit(Path directory) {

    /**
     * What a command answered.
     *
     * @param exit its exit status
     * @param out its standard output, one character for each byte
     */
    public record Answer(int exit, String out) {

        /** Its lines. */
        public List<String> lines() {
            return out.lines().toList();
        }

        /** Its parts, where they end with NUL. */
        public List<String> fields() {
            return Stream.of(out.split("\0", -1))
                    .filter(field -> !field.isEmpty())
                    .toList();
        }
    }

    /** What a command answers, whatever its exit status. */
    public Answer ask(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        return new Answer(process.waitFor(), out);
    }

    /** What a command answers, which has to succeed. */
    public Answer run(String... arguments) throws IOException, InterruptedException {
        Answer answer = ask(arguments);
        if (answer.exit() != 0) {
            throw new IOException("'git " + String.join(" ", arguments) + "' in " + directory
                    + " failed with exit status " + answer.exit());
        }
        return answer;
    }

    /** Its answer of one line. */
    public String line(String... arguments) throws IOException, InterruptedException {
        return run(arguments).out().strip();
    }

    /** Makes a repository of its own in an empty directory. */
    public ScratchGit begin() throws IOException, InterruptedException {
        run("init", "--quiet", "--initial-branch=main");
        run("config", "user.name", "Ada");
        run("config", "user.email", "ada@example.org");
        run("config", "gc.auto", "0");
        return this;
    }
}
