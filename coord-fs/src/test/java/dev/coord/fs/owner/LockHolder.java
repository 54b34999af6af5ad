package dev.coord.fs.owner;

import dev.coord.fs.OpeningTest;
import java.io.IOException;
import java.nio.file.Path;

/** One process of {@link OpeningTest}: holds the lock of a store until it is killed. */
public final class LockHolder {

    private LockHolder() {}

    /** Argument: the lock file. */
    public static void main(String[] arguments) throws IOException {
        try (ProcessLock lock = new ProcessLock(Path.of(arguments[0]))) {
            lock.acquire();
            System.out.println("ready");
            System.in.read();
        }
    }
}
