package dev.coord.fs;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** One process of {@link OpeningTest}: holds the lock of a store until it is killed. */
final class LockHolder {

    private LockHolder() {}

    /** Argument: the lock file. */
    public static void main(String[] arguments) throws IOException {
        try (ProcessLock lock = new ProcessLock(Path.of(arguments[0]));
                FileLock held = lock.acquire()) {
            System.out.println(held.isValid() ? "ready" : "not held");
            System.in.read();
        }
    }
}
