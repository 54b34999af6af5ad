package dev.coord;

import java.time.Instant;
import java.util.Objects;

/**
 * An operating-system process that cannot be mistaken for a later one with the same number.
 *
 * @param pid process id on its host
 * @param startedAt when the process started, as the operating system tells it; may count from the boot of the host
 * @param host name of the host, with what else tells one boot or container from another
 */
public record ProcessId(long pid, Instant startedAt, String host) {

    /** Checks that no part is missing. */
    public ProcessId {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(host, "host");
    }
}
