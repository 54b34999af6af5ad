package dev.coord.cli.command;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem;
import dev.coord.cli.home.CompletedBefore;
import dev.coord.cli.shell.OutsideWait;
import dev.coord.cli.shell.Shell;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.json.input.FeatureFile;
import dev.coord.core.spi.FailureText;
import dev.coord.git.place.WorkTreeDirectories;
import dev.coord.plan.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** The feature file of a command. */
public final class FeatureFileParameter {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(
            index = "0",
            paramLabel = "FEATURES.json",
            converter = Place.Converter.class,
            description = "The feature file: what each feature writes, reads and waits for; '-' for standard input.")
    private Path file = Path.of("");

    /**
     * Reads the file; what was completed before in the coordination directory counts as satisfied, and nothing is written.
     * What is probably not meant is said at once.
     */
    public FeatureSet read(DirectoryOptions directory, Shell shell) throws InterruptedException {
        return check(directory, shell).features();
    }

    /** Reads the file for a plan, which looks at what is a directory in the work tree one stands in, and says so. */
    public Declared declared(DirectoryOptions directory, Shell shell) throws InterruptedException {
        FeatureFile.Checked checked = check(directory, shell);
        DirectoryNames.Resolved resolved =
                DirectoryNames.resolve(checked.features(), WorkTreeDirectories.around(directory.repository()));
        resolved.notes().forEach(note -> shell.err().say("coord: " + note));
        return new Declared(resolved, checked.warnings());
    }

    /**
     * What a plan is made from.
     *
     * @param resolved the features, and which names count as directories
     * @param warnings what is probably not meant
     */
    public record Declared(DirectoryNames.Resolved resolved, List<Problem> warnings) {

        public FeatureSet features() {
            return resolved.features();
        }
    }

    private FeatureFile.Checked check(DirectoryOptions directory, Shell shell) throws InterruptedException {
        Set<FeatureId> before = directory.find(shell).map(CompletedBefore::in).orElseGet(Set::of);
        FeatureFile.Checked checked = checked(before, shell);
        checked.warnings().forEach(warning -> shell.err().say(warning.toString()));
        return checked;
    }

    private FeatureFile.Checked checked(Set<FeatureId> before, Shell shell) throws InterruptedException {
        if (file.equals(STANDARD_INPUT)) {
            return OutsideWait.of(
                    () -> FeatureFile.check("standard input", input(), before),
                    "the end of standard input",
                    line -> shell.err().say(line));
        }
        if (Files.isRegularFile(file) || !Files.exists(file)) {
            return FeatureFile.check(file, before);
        }
        return OutsideWait.of(
                () -> FeatureFile.check(file, before),
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
