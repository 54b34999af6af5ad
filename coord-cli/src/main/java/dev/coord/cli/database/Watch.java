package dev.coord.cli.database;

import dev.coord.core.run.text.Durations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a statement that takes too much, from another thread: what runs in a scratch database can lift the limits that its session was
 * given. Safe from several threads.
 */
final class Watch {

    private final Limits limits;
    private final long begun = System.nanoTime();
    private @Nullable Connection running;
    private String database = "";
    private long since;
    private @Nullable String ended;
    private boolean cancelled;

    Watch(Limits limits) {
        this.limits = limits;
    }

    /** A statement begins. */
    synchronized void begin(Connection connection, String where) throws SQLException {
        if (cancelled) {
            throw new SQLException("the trial was interrupted");
        }
        running = connection;
        database = where;
        since = System.nanoTime();
        ended = null;
    }

    /** It has ended. */
    synchronized void end() {
        running = null;
    }

    /** Why the latest statement was ended; none if it was not. */
    synchronized Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    /** Which database a statement runs in. */
    synchronized Optional<String> running() {
        return running == null ? Optional.empty() : Optional.of(database);
    }

    /** Why nothing more is begun; none while the time of the whole trial lasts. */
    Optional<String> isOver() {
        return System.nanoTime() - begun > limits.whole().toNanos()
                ? Optional.of("the trial has taken longer than " + Durations.text(limits.whole()))
                : Optional.empty();
    }

    /** Looks at the clock; one second more than the server is told, so that the server says it where it can. */
    synchronized void checkTime() {
        if (System.nanoTime() - since
                > limits.statement().plus(Duration.ofSeconds(1)).toNanos()) {
            end("it takes longer than " + limits.statement().toSeconds() + " seconds");
        }
    }

    /** Looks at how large the database is that a statement runs in. */
    synchronized void checkSize(String where, long bytes) {
        if (where.equals(database) && bytes > limits.growth()) {
            end("its database has more than " + (limits.growth() >> 20) + " MiB");
        }
    }

    /** Ends what runs, and what would come. */
    synchronized void cancel() {
        cancelled = true;
        end("the trial was interrupted");
    }

    private void end(String why) {
        if (running != null) {
            ended = why;
            try {
                running.abort(Runnable::run);
            } catch (SQLException e) { // it is of no use any more, which was the point
                ended = why;
            }
            running = null;
        }
    }
}
