package dev.coord.git;

import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock files that a killed git command of a landing left in the user's repository. One goes away only while that landing is
 * being repeated, after time enough for a living git command to be done with it, and if no such command is found.
 */
final class StaleLocks {

    private static final Logger LOG = LoggerFactory.getLogger(StaleLocks.class);

    private static final Path PROCESSES = Path.of("/proc");

    private final Git git;
    private final CommitId candidate;

    StaleLocks(Git git, CommitId candidate) {
        this.git = git;
        this.candidate = candidate;
    }

    /** Git writes the new value into a ref's lock before it moves the ref, so that the content tells whose lock it is. */
    void clearRef(String ref) {
        Path lock = path(ref + ".lock");
        if (content(lock).filter(candidate.value()::equals).isPresent()) {
            clear(lock);
            clearHead();
        }
    }

    /** With the branch that is checked out git locks the head too, and leaves that lock empty. */
    void clearHead() {
        Path lock = path("HEAD.lock");
        if (content(lock).filter(String::isEmpty).isPresent()) {
            clear(lock);
        }
    }

    void clearIndex() {
        clear(path("index.lock"));
    }

    private void clear(Path lock) {
        if (OwnLocks.outlasts(lock) && !isAtWork()) {
            OwnLocks.delete(lock);
            LOG.warn("removed {}, which a killed landing of {} had left", lock, candidate);
        }
    }

    /** Where processes cannot be looked at, each may be at work. */
    private boolean isAtWork() {
        return !Files.isDirectory(PROCESSES)
                || ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .command()
                                .filter(command -> command.endsWith("/git"))
                                .isPresent())
                        .anyMatch(this::isHere);
    }

    private boolean isHere(ProcessHandle process) {
        boolean named = process.info()
                .commandLine()
                .filter(line -> line.contains(candidate.value()))
                .isPresent();
        try {
            Path directory = PROCESSES.resolve(Long.toString(process.pid())).resolve("cwd");
            return named || directory.toRealPath().startsWith(git.directory().toRealPath());
        } catch (IOException e) {
            return named;
        }
    }

    private Path path(String name) {
        return git.run("rev-parse", "--path-format=absolute", "--git-path", name)
                .path();
    }

    private static Optional<String> content(Path lock) {
        try {
            return Optional.of(Bytes.text(Files.readAllBytes(lock)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
