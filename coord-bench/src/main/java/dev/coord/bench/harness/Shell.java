package dev.coord.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs commands that have to succeed, with nobody's settings of git but those of the repository, and takes their time. */
public final class Shell {

    private static final String COORD = "dev.coord.cli.Main";

    private final Path directory;
    private final Map<String, String> environment;

    /** Runs in a directory, which has to be there when a command is run. */
    public Shell(Path directory) {
        this(directory, Map.of());
    }

    private Shell(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** The same with more in the environment. */
    public Shell with(String name, String value) {
        return new Shell(directory, Map.of(name, value));
    }

    /** Runs git and gives what it printed. */
    public String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(command, new byte[0]);
    }

    /** The same with something to read. */
    public String gitReading(byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(command, input);
    }

    /** Runs the coord of the class path in a JVM of its own; gives how many milliseconds it took. */
    public double coord(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                COORD));
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        run(command, new byte[0]);
        return millisSince(start);
    }

    /** Names of places are those of this process. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private String run(List<String> command, byte[] input) throws IOException, InterruptedException {
        Path error = Files.createTempFile("coord-bench-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(error.toFile());
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " in " + directory + ": " + Files.readString(error));
        }
        Files.delete(error);
        return out.toString(UTF_8);
    }
}
