package dev.coord.git.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.ProcessId;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.OpenFiles;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note that a process was about to move a branch to a commit of coord's. By it the locks that git left when it was
 * killed with that process are told from those of others.
 */
final class SwapIntent {

    private static final Logger LOG = LoggerFactory.getLogger(SwapIntent.class);

    private static final int LINES = 4;

    private final Path file;

    SwapIntent(Path commonDirectory) {
        this.file = commonDirectory.resolve("coord-swap");
    }

    void note(CommitId next) {
        ProcessId self = ProcessLife.current();
        List<String> lines = List.of(
                next.value(), Long.toString(self.pid()), self.startedAt().toString(), self.host(), "");
        try {
            Files.write(file, NativeText.of(String.join("\n", lines)));
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write " + file + ": " + FailureText.of(e)
                            + "; the branch is as it was, make room and run again",
                    e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} stays", file, e);
        }
    }

    /** Removes the locks of a swap that a process began which is gone, and git with it. */
    void removeLeftovers(Path refLock, Path headLock) {
        begunByADeadProcess().ifPresent(begun -> {
            if (content(refLock).filter(begun.next()::equals).isPresent()) {
                remove(refLock, begun.at());
            }
            if (content(headLock).filter(String::isEmpty).isPresent()) {
                remove(
                        headLock,
                        begun.at()); // where the branch is checked out git locks the head, and writes nothing there
            }
        });
    }

    private record Begun(String next, FileTime at) {}

    private void remove(Path lock, FileTime begun) {
        try {
            if (Files.getLastModifiedTime(lock).compareTo(begun) >= 0
                    && OpenFiles.areKnown()
                    && OpenFiles.holders(lock).isEmpty()) {
                Files.delete(lock);
                LOG.warn("removed {}, which git left when it was killed while it moved a branch for coord", lock);
            }
        } catch (IOException e) {
            LOG.debug("{} stays", lock, e);
        }
    }

    private Optional<Begun> begunByADeadProcess() {
        try {
            List<String> lines = new String(PlainFile.read(file), UTF_8).lines().toList();
            if (lines.size() < LINES) {
                return Optional.empty();
            }
            ProcessId maker = new ProcessId(Long.parseLong(lines.get(1)), Instant.parse(lines.get(2)), lines.get(3));
            return ProcessLife.isAlive(maker)
                    ? Optional.empty()
                    : Optional.of(new Begun(lines.get(0), Files.getLastModifiedTime(file)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> content(Path lock) {
        try {
            return Optional.of(NativeText.text(PlainFile.read(lock)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
