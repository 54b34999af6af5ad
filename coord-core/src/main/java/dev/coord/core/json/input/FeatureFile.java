package dev.coord.core.json.input;

import static java.util.Objects.requireNonNull;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem;
import dev.coord.core.spi.FailureText;
import dev.coord.plan.FeatureSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The feature file: one JSON object that gives each feature's declaration under its id. All six fields of a declaration
 * may be left out; keys that begin with {@code x-} and {@code $schema} are left to others, anything else that is unknown
 * is a problem. UTF-8, with or without a byte order mark. Safe for use by several threads. Specification 1.1, readings 3
 * and 6.
 */
public final class FeatureFile {

    /** The most bytes that are read: a larger file is refused without reading on. */
    public static final int LARGEST = 256 * 1024 * 1024;

    private FeatureFile() {}

    /**
     * Reads a feature file.
     *
     * @param file which file; its problems carry this path as it is given
     * @param completed features completed before, which {@code blocked_by} may name without their being in the file
     * @return the features
     * @throws BadInput with every problem of the file, in its order
     */
    public static FeatureSet read(Path file, Set<FeatureId> completed) {
        return check(file, completed).features();
    }

    /**
     * Reads a feature file, and tells what in it is probably not meant.
     *
     * @param file which file; its problems carry this path as it is given
     * @param completed features completed before, which {@code blocked_by} may name without their being in the file
     * @return the features and the warnings
     * @throws BadInput with every problem and every warning of the file, in its order
     */
    public static Checked check(Path file, Set<FeatureId> completed) {
        return check(file.toString(), bytes(file), completed);
    }

    /**
     * A feature file without a problem.
     *
     * @param features what it declares
     * @param warnings what is probably not meant, in the order of the file
     */
    public record Checked(FeatureSet features, List<Problem> warnings) {

        /** Copies the list. */
        public Checked {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads the content of a feature file.
     *
     * @param name how problems call the input
     * @param bytes its content
     * @param completed features completed before, which {@code blocked_by} may name without their being in the file
     * @return the features
     * @throws BadInput with every problem of the content, in its order
     */
    public static FeatureSet parse(String name, byte[] bytes, Set<FeatureId> completed) {
        return check(name, bytes, completed).features();
    }

    /**
     * Reads the content of a feature file, and tells what in it is probably not meant.
     *
     * @param name how problems call the input
     * @param bytes its content
     * @param completed features completed before, which {@code blocked_by} may name without their being in the file
     * @return the features and the warnings
     * @throws BadInput with every problem and every warning of the content, in its order
     */
    public static Checked check(String name, byte[] bytes, Set<FeatureId> completed) {
        if (bytes.length > LARGEST) {
            throw tooLarge(name);
        }
        SourceText source = SourceText.decode(bytes);
        if (source.isBlank()) {
            throw refused(
                    name,
                    Problem.Code.EMPTY,
                    "the file is empty; write a JSON object that gives each feature's declaration under its id");
        }
        FoundProblems problems = new FoundProblems();
        Declarations declarations = FeatureFileParser.parse(source, problems);
        FeatureSet features = Dependencies.resolve(declarations, completed, problems);
        if (!problems.isEmpty()) {
            throw new BadInput(problems.inOrder(name, source));
        }
        return new Checked(features, problems.inOrder(name, source));
    }

    /**
     * The JSON Schema of the feature file (draft 2020-12), with descriptions and examples, for editors and for asking a
     * language model for valid input. What it cannot say is listed in its description.
     *
     * @return one JSON document
     */
    public static String schema() {
        try (InputStream in = FeatureFile.class.getResourceAsStream("feature-file.schema.json")) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable(file, "this is a directory; name the feature file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > LARGEST) { // of a pipe it is 0
                throw tooLarge(file.toString());
            }
            return in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file; check the path");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "the file may not be read; check its permissions");
        } catch (IOException e) {
            throw unreadable(file, "the file cannot be read: " + FailureText.of(e));
        }
    }

    private static BadInput tooLarge(String name) {
        return refused(
                name,
                Problem.Code.TOO_LARGE,
                "the file has more than " + LARGEST / (1024 * 1024) + " MB; split the work into several files");
    }

    private static BadInput unreadable(Path file, String message) {
        return refused(file.toString(), Problem.Code.UNREADABLE, message);
    }

    private static BadInput refused(String name, Problem.Code code, String message) {
        return new BadInput(List.of(new Problem(name, 0, 0, code, "", message)));
    }
}
