package dev.coord.cli;

import dev.coord.CoordinationException.BadInput;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which coordination directory a command works on. */
final class DirectoryOptions {

    /** The variable that names the directory. */
    static final String VARIABLE = "COORD_DIR";

    @Option(
            names = "--dir",
            parameterConsumer = Place.class,
            paramLabel = "DIR",
            description =
                    "Coordination directory. Default: $COORD_DIR, else 'coord' in the common git directory of --repo.")
    @Nullable
    Path directory;

    @Option(
            names = "--repo",
            parameterConsumer = Place.class,
            paramLabel = "DIR",
            description = "A directory in the repository. Default: where you are.")
    @Nullable
    Path repository;

    Path repository() {
        return repository == null ? Path.of("") : repository;
    }

    /** The directory; none where nothing names one. */
    Optional<Path> find(Shell shell) {
        return named(shell).or(() -> GitDirectory.commonTo(repository()).map(DirectoryOptions::within));
    }

    /**
     * The directory.
     *
     * @throws BadInput where nothing names one
     */
    Path require(Shell shell) {
        return find(shell)
                .orElseThrow(() -> new BadInput("cannot tell the coordination directory: '"
                        + repository().toAbsolutePath().normalize()
                        + "' is not in a git repository; name a repository with --repo, or a directory with --dir or "
                        + VARIABLE));
    }

    Optional<Path> named(Shell shell) {
        return Optional.ofNullable(directory).or(() -> shell.variable(VARIABLE).map(DirectoryOptions::byVariable));
    }

    private static Path byVariable(String value) {
        Place.whyNot(value).ifPresent(why -> {
            throw new BadInput(VARIABLE + " " + why);
        });
        return Path.of(value);
    }

    static Path within(Path commonGitDirectory) {
        return commonGitDirectory.resolve("coord");
    }
}
