package dev.coord.cli;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FailureText;
import dev.coord.core.json.FeatureFile;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** The feature file of a command. */
final class FeatureFileParameter {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(
            index = "0",
            paramLabel = "FEATURES.json",
            converter = Place.Converter.class,
            description = "The feature file: what each feature writes, reads and waits for; '-' for standard input.")
    private Path file = Path.of("");

    /** Reads the file; what was completed before in the coordination directory counts as satisfied, and nothing is written. */
    FeatureSet read(DirectoryOptions directory, Shell shell) throws InterruptedException {
        Set<FeatureId> before = directory.find(shell).map(CompletedBefore::in).orElseGet(Set::of);
        if (file.equals(STANDARD_INPUT)) {
            return OutsideWait.of(
                    () -> FeatureFile.parse("standard input", input(), before),
                    "the end of standard input",
                    line -> shell.err().say(line));
        }
        if (Files.isRegularFile(file) || !Files.exists(file)) {
            return FeatureFile.read(file, before);
        }
        return OutsideWait.of(
                () -> FeatureFile.read(file, before),
                "the end of '" + file + "'",
                line -> shell.err().say(line));
    }

    private static byte[] input() {
        try {
            return System.in.readNBytes(FeatureFile.LARGEST + 1);
        } catch (IOException e) {
            throw new BadInput("cannot read the features from standard input: " + FailureText.of(e));
        }
    }
}
