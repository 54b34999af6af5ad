package dev.coord.cli;

import dev.coord.testkit.process.ClassArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as users run it: a process of its own. */
public final class CoordProcess {

    private static final long LONGEST_SECONDS = 120;

    private CoordProcess() {}

    /** What a process left. */
    public record Ended(int status, String out, String err) {

        @Override
        public String toString() {
            return "exit status " + status + "\n--- standard output\n" + out + "\n--- standard error\n" + err;
        }
    }

    /** The words that start {@code coord} with the classes under test. */
    public static List<String> command(String... args) {
        return new ArrayList<>(
                Archived.CLASSES.process(Main.class, (Object[]) args).command());
    }

    /** A third of the time of most commands is the loading of classes, so that these are prepared once. */
    private static final class Archived {

        private static final ClassArchive CLASSES = trained();

        private static ClassArchive trained() {
            try {
                Path directory = Files.createTempDirectory("coord-classes");
                directory.toFile().deleteOnExit();
                Path repository = repository(directory.resolve("repository"), "README", "");
                Path features =
                        Files.writeString(directory.resolve("features.json"), "{\"A\": {\"file_writes\": [\"a\"]}}");
                return ClassArchive.of(
                        directory, Main.class, "run", features, "--repo", repository, "--agent", "echo > a");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    public static Ended coord(Path directory, String... args) throws Exception {
        return run(directory, Map.of(), command(args));
    }

    public static Ended git(Path directory, String... args) throws Exception {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(args));
        return run(directory, Map.of(), words);
    }

    public static Ended run(Path directory, Map<String, String> environment, List<String> words) throws Exception {
        Path out = Files.createTempFile("coord-out", ".txt");
        Path err = Files.createTempFile("coord-err", ".txt");
        try {
            Process process = start(directory, environment, words, out, err);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("no end after " + LONGEST_SECONDS + " s: " + words + "\n"
                        + new Ended(-1, read(out), read(err)));
            }
            if (words.contains(Main.class.getName())) {
                AnswerSchemas.check(words, read(out));
            }
            return new Ended(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    public static Process start(Path directory, Map<String, String> environment, List<String> words, Path out, Path err)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("COORD_"));
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_AUTHOR_NAME", "Test",
                        "GIT_AUTHOR_EMAIL", "test@localhost",
                        "GIT_COMMITTER_NAME", "Test",
                        "GIT_COMMITTER_EMAIL", "test@localhost"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A repository with one commit on {@code main} that holds the given file. */
    public static Path repository(Path at, String file, String content) throws Exception {
        Files.createDirectories(at);
        git(at, "init", "-q", "-b", "main");
        Files.writeString(at.resolve(file), content);
        git(at, "add", "-A");
        Ended committed = git(at, "commit", "-q", "-m", "begin");
        if (committed.status() != 0) {
            throw new AssertionError(committed);
        }
        return at;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
