package dev.coord.cli.command;

import dev.coord.CoordinationException.BadInput;
import dev.coord.cli.shell.Shell;
import dev.coord.core.file.SystemPath;
import dev.coord.git.place.GitDirectory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which coordination directory a command works on. */
public final class DirectoryOptions {

    /** The variable that names the directory. */
    public static final String VARIABLE = "COORD_DIR";

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

    public Path repository() {
        return repository == null ? Path.of("") : repository;
    }

    /** The directory; none where nothing names one. */
    Optional<Path> find(Shell shell) {
        return named(shell).or(() -> GitDirectory.coordinationOf(repository()));
    }

    /**
     * The directory.
     *
     * @throws BadInput where nothing names one
     */
    public Path require(Shell shell) {
        return find(shell)
                .orElseThrow(() -> new BadInput("cannot tell the coordination directory: '"
                        + SystemPath.real(repository())
                        + "' is not in a git repository; name a repository with --repo, or a directory with --dir or "
                        + VARIABLE));
    }

    /** Whoever takes the path apart later must come to the place that the system means. */
    public Optional<Path> named(Shell shell) {
        return Optional.ofNullable(directory)
                .or(() -> shell.variable(VARIABLE).map(DirectoryOptions::byVariable))
                .map(path -> path.equals(path.normalize()) ? path : SystemPath.absolute(path));
    }

    private static Path byVariable(String value) {
        Place.whyNot(value).ifPresent(why -> {
            throw new BadInput(VARIABLE + " " + why);
        });
        return Path.of(value);
    }
}
