package dev.coord.cli.database;

import java.time.Duration;

/**
 * What one statement of a migration may take.
 *
 * @param statement how long it may run
 * @param lock how long it may wait for a lock
 * @param growth how many bytes a scratch database may have
 */
record Limits(Duration statement, Duration lock, long growth) {

    static final Limits USUAL = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(10), 1L << 30);
}
