package dev.coord.cli;

import dev.coord.core.json.FeatureFile;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** The feature file of a command. */
final class FeatureFileParameter {

    @Parameters(
            index = "0",
            paramLabel = "FEATURES.json",
            converter = Place.Converter.class,
            description = "The feature file: what each feature writes, reads and waits for.")
    private Path file = Path.of("");

    /** Reads the file; what was completed before in the coordination directory counts as satisfied, and nothing is written. */
    FeatureSet read(DirectoryOptions directory, Shell shell) throws InterruptedException {
        Set<FeatureId> before = directory.find(shell).map(CompletedBefore::in).orElseGet(Set::of);
        if (Files.isRegularFile(file) || !Files.exists(file)) {
            return FeatureFile.read(file, before);
        }
        return OutsideWait.of(
                () -> FeatureFile.read(file, before),
                "the end of '" + file + "'",
                line -> shell.err().say(line));
    }
}
