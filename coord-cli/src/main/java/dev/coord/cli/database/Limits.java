package dev.coord.cli.database;

import java.time.Duration;

/**
 * What migrations may take.
 *
 * @param statement how long it may run
 * @param lock how long it may wait for a lock
 * @param growth how many bytes a scratch database may have
 * @param whole after which time a trial begins nothing more
 */
record Limits(Duration statement, Duration lock, long growth, Duration whole) {

    static final Limits USUAL =
            new Limits(Duration.ofMinutes(1), Duration.ofSeconds(10), 1L << 30, Duration.ofMinutes(10));
}
