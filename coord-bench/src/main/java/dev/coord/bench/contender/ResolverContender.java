package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.named.NamedLock;
import org.eclipse.aether.named.NamedLockKey;
import org.eclipse.aether.named.providers.FileLockNamedLockFactory;

/** Maven Resolver's named locks on files: one file for each path, locked by the operating system; nothing is written. */
final class ResolverContender implements Contender {

    private final Path locks;
    private final FileLockNamedLockFactory factory = new FileLockNamedLockFactory();

    ResolverContender(Path directory) throws IOException {
        this.locks = Files.createDirectories(directory.resolve("locks"));
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws InterruptedException {
        Path file = locks.resolve(path.replace('/', '~'));
        NamedLock lock = factory.getLock(NamedLockKey.of(file.toUri().toString(), file.toString()));
        if (!lock.lockExclusively(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            lock.close();
            return Optional.empty();
        }
        return Optional.of(() -> {
            lock.unlock();
            lock.close();
            return true;
        });
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
