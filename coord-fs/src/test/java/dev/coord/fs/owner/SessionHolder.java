package dev.coord.fs.owner;

import dev.coord.ProcessId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** One process of {@link SessionTest}: has a lock file open as somebody of another host, until it is killed. */
final class SessionHolder {

    static final ProcessId ELSEWHERE = new ProcessId(7, Instant.EPOCH, "elsewhere");

    private SessionHolder() {}

    /** Argument: the lock file. */
    public static void main(String[] arguments) throws IOException {
        try (ProcessLock lock = new ProcessLock(Path.of(arguments[0]))) {
            lock.beginSession(ELSEWHERE);
            System.out.println("ready");
            System.in.read();
        }
    }
}
