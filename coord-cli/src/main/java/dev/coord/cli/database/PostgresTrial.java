package dev.coord.cli.database;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.database.Applying.Unending;
import dev.coord.cli.database.Server.Unusable;
import dev.coord.core.run.event.RunNotice;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries migrations on a PostgreSQL server. */
public final class PostgresTrial implements SchemaTrial {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTrial.class);
    private static final long TICK_MILLIS = 200;
    private static final long ENDING_SECONDS = 20;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Duration FIRST_TOLD = Duration.ofSeconds(1);
    private static final Duration TOLD_EACH = Duration.ofSeconds(5);

    private final DatabaseUrl url;
    private final boolean disposable;
    private final Limits limits;
    private final ScratchRecords records;
    private final Consumer<RunNotice> watcher;
    private final Unending unending = new Unending();

    PostgresTrial(DatabaseUrl url, boolean disposable, Limits limits, Path home, Consumer<RunNotice> watcher) {
        this.url = url;
        this.disposable = disposable;
        this.limits = limits;
        this.records = new ScratchRecords(home);
        this.watcher = watcher;
    }

    /**
     * Asks the server whether it can be used, and drops what killed calls left on it, those of other directories and hosts after a day.
     *
     * @param url where it is
     * @param disposable whether there is nothing to lose on it
     * @param home the coordination directory
     * @param watcher is told how far trials are
     * @throws BadInput if it cannot be used
     */
    public static PostgresTrial on(DatabaseUrl url, boolean disposable, Path home, Consumer<RunNotice> watcher) {
        PostgresTrial trial = new PostgresTrial(url, disposable, Limits.USUAL, home, watcher);
        try (Server server = Server.open(url, disposable)) {
            server.sweep(trial.records, trial.records.left());
            server.dropAbandoned(
                    Instant.now().minus(ABANDONED),
                    (name, failure) -> LOG.debug(
                            "scratch databases called {} stay on {}: {}", name, url, ServerMessage.of(failure)));
        } catch (Unusable e) {
            throw new BadInput("cannot try migrations: " + e.getMessage());
        } catch (SQLException e) {
            throw new BadInput("cannot try migrations: " + new Unusable(url, e).getMessage());
        }
        return trial;
    }

    /**
     * The same without asking the server: where it cannot be used, a trial says so.
     *
     * @param url where it is
     * @param disposable whether there is nothing to lose on it
     * @param home the coordination directory
     * @param watcher is told how far trials are
     */
    public static PostgresTrial unasked(DatabaseUrl url, boolean disposable, Path home, Consumer<RunNotice> watcher) {
        return new PostgresTrial(url, disposable, Limits.USUAL, home, watcher);
    }

    /**
     * What killed calls may have left, for people.
     *
     * @param home the coordination directory
     * @return each with its server
     */
    public static List<String> left(Path home) {
        return new ScratchRecords(home)
                .left().stream().map(one -> one.name() + " on " + one.server()).toList();
    }

    @Override
    public SchemaReport apply(SchemaWork work) throws InterruptedException {
        Watch watch = new Watch(limits);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "coord-database");
            made.setDaemon(true);
            return made;
        });
        try (Server watching = Server.open(url, disposable)) {
            DatabaseTrial.Progress progress = new DatabaseTrial.Progress(work);
            return watched(thread.submit(() -> tried(work, watch, progress)), watch, watching, new Telling(progress));
        } catch (Unusable e) {
            return new NotTried(e.why());
        } catch (SQLException e) {
            return new NotTried(new Unusable(url, e).why());
        } finally {
            thread.shutdown();
        }
    }

    private static SchemaReport watched(Future<SchemaReport> trial, Watch watch, Server watching, Telling telling)
            throws InterruptedException, SQLException {
        try {
            while (true) {
                try {
                    return trial.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    telling.tell();
                    watch.checkTime();
                    Optional<String> database = watch.running();
                    if (database.isPresent()) {
                        watch.checkSize(database.get(), watching.size(database.get()));
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new StoreFailed("a trial of migrations ended unexpectedly: " + e.getCause(), e);
        } catch (InterruptedException e) {
            watch.cancel();
            awaitEnd(trial);
            throw e;
        }
    }

    /** Tells how far a trial is that takes its time. Of one thread. */
    private final class Telling {

        private final DatabaseTrial.Progress progress;
        private long next = System.nanoTime() + FIRST_TOLD.toNanos();

        Telling(DatabaseTrial.Progress progress) {
            this.progress = progress;
        }

        /** Looks at the clock. */
        void tell() {
            if (System.nanoTime() - next >= 0) {
                next = System.nanoTime() + TOLD_EACH.toNanos();
                watcher.accept(progress.notice());
            }
        }
    }

    /** What is not dropped by then is noted for the next call. */
    private static void awaitEnd(Future<SchemaReport> trial) throws InterruptedException {
        try {
            trial.get(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a trial that was interrupted has not cleaned up", e);
        }
    }

    /** What was found stays true where this fails: it is noted, and the next call tries again. */
    private void dropAll(Server server, String name) {
        try {
            server.dropAll(name);
            records.end(name);
        } catch (SQLException e) {
            LOG.warn("scratch databases called {} stay on {} until the next call: {}", name, url, ServerMessage.of(e));
        }
    }

    private SchemaReport tried(SchemaWork work, Watch watch, DatabaseTrial.Progress progress) {
        try (Server server = Server.open(url, disposable)) {
            server.sweep(records, records.ofOthers()); // the run has the directory for itself
            String name = records.begin(url.server());
            try {
                return new DatabaseTrial(url, server, limits, watch, work, name, unending, progress).report();
            } finally {
                dropAll(server, name);
            }
        } catch (Unusable e) {
            return new NotTried(e.why());
        } catch (SQLException e) {
            return new NotTried(new Unusable(url, e).why());
        }
    }
}
