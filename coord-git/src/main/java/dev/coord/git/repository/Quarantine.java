package dev.coord.git.repository;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.ChildProcess;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for new objects until a ref can name them: {@code git gc --prune=now} deletes whatever no ref names, at any
 * instant, and this place it does not know. The objects then enter the repository as one pack that is marked to be kept,
 * the ref is set, and the mark is taken away. Decision 0012.
 */
public final class Quarantine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int TRIES = 3;

    private final Repository repository;
    private final Path objects;
    private final Path directory;

    private Quarantine(Repository repository, Path directory) {
        this.repository = repository;
        this.objects = repository.commonDirectory().resolve("objects");
        this.directory = directory;
    }

    /**
     * Does something that puts work into a quarantine, up to three times. An object that the repository had already is not
     * written anew, and may be deleted before the pack holds it; the next time it is written.
     *
     * @return what was done; none if the third time gave none either
     */
    public static <T> Optional<T> repeat(Supplier<Optional<T>> work) {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                Optional<T> done = work.get();
                if (done.isPresent()) {
                    return done;
                }
            } catch (RepositoryFailed e) {
                if (e.getCause() instanceof ChildProcess.Overdue) {
                    throw e; // what keeps git waiting is still there
                }
                LOG.debug("trying again", e);
            }
        }
        return work.get();
    }

    /** For the work of one work tree; what a killed process left there goes away. */
    public static Quarantine of(Repository repository, WorkTree tree) {
        String name = tree.registered()
                ? "coord-objects"
                : "coord-objects-" + tree.directory().getFileName();
        Quarantine quarantine = new Quarantine(repository, tree.administration().resolve(name));
        quarantine.close();
        try {
            Files.createDirectories(quarantine.directory.resolve("pack"));
        } catch (IOException e) {
            throw quarantine.unwritable(e);
        }
        return quarantine;
    }

    /** Git that puts what it writes here, and still finds everything the repository has. */
    public Git guard(Git git) {
        return guard(git, List.of());
    }

    /** The same, which also finds what other repositories have, by their object directories. */
    public Git guard(Git git, Collection<Path> others) {
        List<Path> sources = new ArrayList<>(List.of(objects));
        sources.addAll(others);
        return git.with(Map.of(
                "GIT_OBJECT_DIRECTORY", NativeText.text(directory),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                        sources.stream().map(Quarantine::quoted).collect(Collectors.joining(":"))));
    }

    /**
     * Brings commits into the repository, with all they need, and then sets the ref.
     *
     * @param commit what the ref is to name
     * @param known commits that refs name already
     * @param elsewhere object directories of other repositories that hold a part of it
     * @param ref sets the ref
     */
    public void publish(CommitId commit, Collection<CommitId> known, Collection<Path> elsewhere, Runnable ref) {
        try {
            KeptPack.bring(guard(repository.git(), elsewhere), directory.resolve("pack"), objects, commit, known, ref);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** As git reads the parts of a list of object directories. */
    static String quoted(Path path) {
        return '"' + NativeText.text(path).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private RepositoryFailed unwritable(IOException cause) {
        return new RepositoryFailed(
                "cannot write objects to " + directory + " and " + objects + ": " + FailureText.of(cause)
                        + "; make both writable",
                cause);
    }
}
