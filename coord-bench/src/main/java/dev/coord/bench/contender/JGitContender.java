package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.internal.storage.file.LockFile;

/**
 * The file of locks, updated under JGit's {@link LockFile}, whose content is forced to the disk. Where somebody else is at
 * it, it is tried again after 1 to 2 ms, since a {@link LockFile} does not wait.
 */
final class JGitContender implements Contender {

    private interface Edit {
        boolean apply(LockRows rows);
    }

    private final Path file;

    JGitContender(Path directory) throws IOException {
        this.file = directory.resolve("coordination-locks.json");
        Files.createDirectories(directory);
        FirstContent.write(file, LockRows.EMPTY.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        return Patience.tryFor(patience, () -> {
            boolean added = update(end, rows -> {
                boolean free = !rows.isHeldByAnother(agent, path);
                if (free) {
                    rows.add(agent, path);
                }
                return free;
            });
            return added ? Optional.of(() -> release(agent, path)) : Optional.empty();
        });
    }

    private boolean release(String agent, String path) throws IOException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        return update(end, rows -> rows.remove(agent, path));
    }

    /** Whether the edit was made and the file replaced. */
    private boolean update(long end, Edit edit) throws IOException {
        LockFile lock = new LockFile(file.toFile());
        while (!lock.lock()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000));
        }
        try {
            LockRows rows = LockRows.read(file);
            if (!edit.apply(rows)) {
                return false;
            }
            lock.setFSync(true);
            lock.write(rows.bytes());
            if (!lock.commit()) {
                throw new IOException("cannot replace " + file);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int held() throws IOException {
        return LockRows.read(file).size();
    }

    @Override
    public void close() {}
}
