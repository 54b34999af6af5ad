package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The right to drive a run in a repository, whatever its coordination directory: work trees, branches and the private refs are
 * the repository's, so two runs at once would undo each other's. The operating system keeps it, for all work trees of the
 * repository and whichever path leads there, and gives it back when the process is gone, however it ended.
 */
sealed interface RunClaim {

    /** Below the directory that all work trees share; it stays there, since removing it would race with whoever comes next. */
    String FILE = "coord-running";

    /** This process drives a run there, until this is closed. */
    final class Mine implements RunClaim, AutoCloseable {

        private static final Set<Path> TAKEN = new HashSet<>(); // the system's locks belong to the process

        private final Path file;
        private final FileChannel channel;

        private Mine(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            synchronized (TAKEN) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new RepositoryFailed("cannot close " + file + ": " + FailureText.of(e), e);
                } finally {
                    TAKEN.remove(file);
                }
            }
        }
    }

    /**
     * Another run is under way.
     *
     * @param who which process, since when, with which coordination directory; a piece of a sentence
     */
    record Others(String who) implements RunClaim {}

    /**
     * Claims a repository; never waits.
     *
     * @param repository the repository
     * @param directory the coordination directory of the run, for others to be told
     * @return the claim, or whose it is
     * @throws RepositoryFailed if the repository's own directory cannot be written
     */
    static RunClaim take(GitRepository repository, Path directory) {
        Path place = repository.commonDirectory().resolve(FILE);
        synchronized (Mine.TAKEN) {
            try {
                Path file = repository.commonDirectory().toRealPath().resolve(FILE);
                if (Mine.TAKEN.contains(file)) {
                    return new Others(read(file));
                }
                PlainFile.requireRegular(file);
                FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
                if (channel.tryLock() == null) {
                    channel.close();
                    return new Others(read(file));
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(content(directory).getBytes(UTF_8)));
                Mine.TAKEN.add(file);
                return new Mine(file, channel);
            } catch (IOException e) {
                throw new RepositoryFailed(
                        "cannot note in " + place + " that a run is under way: " + FailureText.of(e)
                                + "; make the directory writable for the user of this process",
                        e);
            }
        }
    }

    private static String content(Path directory) {
        return ProcessHandle.current().pid() + "\n" + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n"
                + SystemPath.absolute(directory) + "\n";
    }

    private static String read(Path file) throws IOException {
        List<String> lines = new String(PlainFile.read(file), UTF_8).lines().toList();
        return lines.size() < 3
                ? "by a process that has just begun"
                : "by process " + lines.get(0) + " since " + lines.get(1) + ", with the coordination directory "
                        + lines.get(2);
    }
}
