package dev.coord.git.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.ProcessId;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.repository.DirectoryTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What coord is about to do in a checkout, written beside its index before anything is done. Its lock file becomes git's
 * {@code index.lock} by a second name: a lock that is the same file is coord's own, whatever was killed in between.
 *
 * @param place the directory of the intent
 * @param target the branch that moves
 * @param old where it moves from
 * @param next where it moves to
 * @param maker which process is at it
 */
public record LandingIntent(Path place, String target, CommitId old, CommitId next, ProcessId maker) {

    private static final String NAME = "coord-landing";
    private static final int LINES = 6;

    /** The intent that a checkout has. */
    public static Optional<LandingIntent> in(Path administration) {
        Path place = administration.resolve(NAME);
        try {
            List<String> lines = Arrays.asList(
                    NativeText.text(PlainFile.read(place.resolve("intent"))).split("\n", -1));
            if (lines.size() < LINES) {
                return Optional.empty();
            }
            ProcessId maker = new ProcessId(Long.parseLong(lines.get(3)), Instant.parse(lines.get(4)), lines.get(5));
            return Optional.of(new LandingIntent(
                    place, lines.get(0), new CommitId(lines.get(1)), new CommitId(lines.get(2)), maker));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // none, or none that coord wrote
        }
    }

    /**
     * Writes one, whole or not at all.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    public static LandingIntent write(Path administration, String target, CommitId old, CommitId next)
            throws IOException {
        ProcessId self = ProcessLife.current();
        LandingIntent intent = new LandingIntent(administration.resolve(NAME), target, old, next, self);
        Path draft = Files.createTempDirectory(administration, NAME + "-");
        try {
            String lines = String.join(
                    "\n",
                    target,
                    old.value(),
                    next.value(),
                    Long.toString(self.pid()),
                    self.startedAt().toString(),
                    self.host());
            Files.write(draft.resolve("intent"), NativeText.of(lines + "\n"));
            Files.writeString(
                    draft.resolve("lock"), "coord " + UUID.randomUUID() + " of process " + self.pid() + "\n", UTF_8);
            Files.move(draft, intent.place, StandardCopyOption.ATOMIC_MOVE);
            return intent;
        } catch (FileSystemException e) {
            if (Files.exists(intent.place, LinkOption.NOFOLLOW_LINKS)) {
                throw (FileAlreadyExistsException) new FileAlreadyExistsException(intent.place.toString()).initCause(e);
            }
            throw e;
        } finally {
            DirectoryTree.delete(draft);
        }
    }

    /** Whether a process is at it just now. One that left a checkout behind keeps no lock. */
    boolean isAtWork() {
        return Files.exists(lock()) && ProcessLife.isAlive(maker);
    }

    Path gitsLock() {
        return place.resolveSibling("index.lock");
    }

    /** A copy of the checkout's index as it was, on which git works. */
    public Path index() {
        return place.resolve("index");
    }

    /** An index of the next commit, made beforehand. */
    public Path prepared() {
        return place.resolve("prepared");
    }

    /**
     * Takes git's lock, and then a copy of the index, which nobody else changes from now on.
     *
     * @throws FileAlreadyExistsException if another program has it
     */
    public void takeLock() throws IOException {
        lockIndex();
        Files.copy(
                place.resolveSibling("index"),
                index(),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void lockIndex() throws IOException {
        try {
            Files.createLink(gitsLock(), lock());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) { // a file system without second names
            Files.write(gitsLock(), PlainFile.read(lock()), StandardOpenOption.CREATE_NEW);
        }
    }

    /** Gives git's lock back if it is coord's own. */
    void giveBack() throws IOException {
        if (ownsLock()) {
            Files.deleteIfExists(gitsLock());
        }
    }

    /** Puts an index in the place of the checkout's. */
    void install(Path index) throws IOException {
        Files.move(index, place.resolveSibling("index"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Nobody is at it any more, but what it says is not yet done. */
    void leave() throws IOException {
        giveBack();
        Files.deleteIfExists(lock());
        Files.deleteIfExists(prepared());
    }

    public void end() throws IOException {
        giveBack();
        Path doomed =
                place.resolveSibling(NAME + "-" + UUID.randomUUID()); // half of it would be one that nobody can read
        Files.move(place, doomed, StandardCopyOption.ATOMIC_MOVE);
        DirectoryTree.delete(doomed);
    }

    private Path lock() {
        return place.resolve("lock");
    }

    private boolean ownsLock() {
        try {
            return Files.isSameFile(gitsLock(), lock())
                    || Arrays.equals(PlainFile.read(gitsLock()), PlainFile.read(lock()));
        } catch (IOException e) {
            return false;
        }
    }
}
