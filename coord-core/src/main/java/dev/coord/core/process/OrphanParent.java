package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Optional;

/**
 * The process that the system gives those descendants of this one to whose own parent has ended: the first of all, or one
 * that asked for them, as a session of a desktop does. Nothing but a try tells which.
 */
final class OrphanParent {

    private static final String TRY = "sleep 60 </dev/null >/dev/null 2>&1 & echo $!";

    private OrphanParent() {}

    /** It is asked for seldom, and never changes while its process lives. */
    private static final class Found {
        static final Optional<ProcessHandle> PARENT = find();
    }

    /** None if that cannot be told: then nobody counts as an orphan. */
    static Optional<ProcessHandle> of() {
        return Found.PARENT.filter(ProcessHandle::isAlive);
    }

    private static Optional<ProcessHandle> find() {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", TRY).start();
            shell.getOutputStream().close();
            String answer = new String(shell.getInputStream().readAllBytes(), US_ASCII).strip();
            shell.waitFor();
            Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(answer));
            Optional<ProcessHandle> parent = orphan.flatMap(ProcessHandle::parent);
            orphan.ifPresent(ProcessHandle::destroyForcibly);
            return parent;
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
