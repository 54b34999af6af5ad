package dev.coord.cli;

import dev.coord.cli.shell.Output;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Paint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command, called within this process.
 *
 * @param status its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record Called(int status, String out, String err) {

    public static Called coord(String... args) {
        return coord(Map.of(), args);
    }

    public static Called coord(Map<String, String> environment, String... args) {
        return coordTo(new ByteArrayOutputStream(), environment, args);
    }

    /** With a standard output that others may look at while the command goes on. */
    public static Called coordTo(ByteArrayOutputStream out, Map<String, String> environment, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new Output(new PrintStream(out, true, StandardCharsets.UTF_8)),
                new Output(new PrintStream(err, true, StandardCharsets.UTF_8)),
                environment,
                Paint.PLAIN);
        int status = Main.run(args, shell);
        AnswerSchemas.check(List.of(args), out.toString(StandardCharsets.UTF_8));
        return new Called(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A copy of the specification's own example, as {@code features.json}. */
    public static Path specification(Path directory) throws IOException {
        Path file = directory.resolve("features.json");
        try (InputStream in = Called.class.getResourceAsStream("specification-1.1.json")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    public static Path file(Path directory, String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
