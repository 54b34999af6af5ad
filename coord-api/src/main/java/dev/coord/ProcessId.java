package dev.coord;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operating-system process that cannot be mistaken for a later one with the same number.
 *
 * @param pid process id on its host
 * @param startedAt when the process started, as the operating system tells it; may count from the boot of the host
 * @param host name of the host, with what tells one boot or container from another
 */
public record ProcessId(long pid, Instant startedAt, String host) {

    /** Checks that no part is missing. */
    public ProcessId {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(host, "host");
    }

    /** Spelled out, since it is asked of every lease with every update, and a record's own takes several times as long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ProcessId that
                        && pid == that.pid
                        && startedAt.equals(that.startedAt)
                        && host.equals(that.host));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid) + 31 * startedAt.hashCode();
    }
}
