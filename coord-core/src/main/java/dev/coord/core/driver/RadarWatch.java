package dev.coord.core.driver;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.radar.LiveFeatures;
import dev.coord.core.radar.LookPace;
import dev.coord.core.radar.RadarNews;
import dev.coord.core.radar.RadarText;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.spi.FailureText;
import dev.coord.plan.ConflictType;
import dev.coord.radar.Encounter;
import dev.coord.radar.LiveWork;
import dev.coord.radar.Radar;
import dev.coord.radar.RadarPicture;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at live work while a run's agents work, on a thread of its own, and tells the run's observer, the conflict log and the agents
 * what is new. Nothing that goes wrong here harms the run: that it cannot look is told once.
 */
final class RadarWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RadarWatch.class);

    /** Where a feature is finished a look comes earlier, but not within this part of the interval. */
    private static final int EARLIEST = 10;

    private final CoordinationStore store;
    private final Radar radar;
    private final Path directory;
    private final Duration interval;
    private final Consumer<RunNotice> observer;
    private final Map<Path, String> files = new HashMap<>();
    private List<Encounter> told = List.of();
    private boolean hasFailed;
    private Optional<Thread> thread = Optional.empty();

    /**
     * Binds it; looks at nothing.
     *
     * @param directory the coordination directory, in which the agents' files lie
     * @param interval how often to look
     * @param observer told of what is new, from another thread
     */
    RadarWatch(CoordinationStore store, Radar radar, Path directory, Duration interval, Consumer<RunNotice> observer) {
        this.store = store;
        this.radar = radar;
        this.directory = SystemPath.absolute(directory);
        this.interval = interval;
        this.observer = observer;
    }

    /** Makes the file of an agent that is about to begin, with nothing in it. */
    synchronized Optional<Path> begin(Workspace workspace) {
        Path file = file(workspace);
        try {
            files.put(file, "");
            return Optional.of(PlainFile.swap(directory, file, ""));
        } catch (IOException e) {
            LOG.warn("an agent is told nothing of conflicts: cannot write {}: {}", file, FailureText.of(e));
            return Optional.empty();
        }
    }

    /** From now on, until it is closed. */
    void start(RunId run) {
        Thread watching = new Thread(() -> watch(run), "coord-radar");
        watching.setDaemon(true);
        thread = Optional.of(watching);
        watching.start();
    }

    @Override
    public void close() {
        boolean interrupted = false;
        thread.ifPresent(Thread::interrupt);
        while (thread.filter(Thread::isAlive).isPresent()) {
            try {
                thread.get().join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            radar.close();
        } catch (RuntimeException e) {
            LOG.warn("the radar of a run did not close", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(RunId run) {
        Duration took = Duration.ZERO;
        try {
            for (boolean hasLooked = false; ; ) {
                Set<FeatureId> finished = finished();
                Duration least = LookPace.pause(interval.dividedBy(EARLIEST), took);
                TimeUnit.NANOSECONDS.sleep(least.toNanos());
                awaitFinished(finished, LookPace.pause(interval, took).minus(least));
                long start = System.nanoTime();
                boolean looked = look(run);
                // the first one makes what later ones use
                took = hasLooked ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
                hasLooked |= looked;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<FeatureId> finished() {
        try {
            return finished(store.read());
        } catch (StoreFailed e) {
            return Set.of();
        }
    }

    private static Set<FeatureId> finished(Snapshot snapshot) {
        return LiveFeatures.of(snapshot).stream()
                .filter(LiveWork.Finished.class::isInstance)
                .map(LiveWork::feature)
                .collect(Collectors.toSet());
    }

    private void awaitFinished(Set<FeatureId> before, Duration longest) throws InterruptedException {
        try {
            CompletableFuture<Snapshot> another =
                    store.when(snapshot -> !before.containsAll(finished(snapshot)), Instant.MAX);
            try {
                another.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return; // as usual
            } finally {
                another.cancel(false);
            }
        } catch (StoreFailed | ExecutionException e) {
            LOG.debug("cannot wait for the store", e);
            TimeUnit.NANOSECONDS.sleep(longest.toNanos());
        }
    }

    /** Whether there was anything to look at. */
    private boolean look(RunId run) throws InterruptedException {
        try {
            Snapshot snapshot = store.read();
            Optional<RunRecord> record =
                    snapshot.run().filter(found -> found.id().equals(run) && !found.hasEnded());
            List<LiveWork> live = LiveFeatures.of(snapshot);
            if (record.isPresent() && live.stream().anyMatch(LiveWork.InWorkTree.class::isInstance)) {
                String target = record.get().settings().target();
                tell(radar.look(target, live), live, target);
                hasFailed = false;
                return true;
            }
        } catch (RuntimeException | Error e) { // whatever it is, the run goes on
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LOG.debug("the radar failed", e);
            if (!hasFailed) {
                hasFailed = true;
                observer.accept(RunNotice.Warning.of(
                        "conflicts among live work are not seen for now, the run goes on: " + FailureReason.of(e)));
            }
        }
        return false;
    }

    private void tell(RadarPicture picture, List<LiveWork> live, String target) {
        List<Encounter> known = RadarNews.known(told, picture);
        RadarNews news = RadarNews.of(RadarNews.conflicts(told), RadarNews.conflicts(known));
        told = known;
        write(picture, live, target);
        news.come().forEach(encounter -> observer.accept(new FeatureNotice.ConflictAhead(encounter, target)));
        news.gone().forEach(encounter -> observer.accept(new FeatureNotice.ConflictGone(encounter, target)));
        if (!news.come().isEmpty()) {
            store.update((snapshot, now) -> new Transition<>(
                    snapshot,
                    true,
                    news.come().stream().map(encounter -> entry(encounter, now)).toList()));
        }
    }

    private static ConflictEntry entry(Encounter encounter, Instant now) {
        List<FeatureId> features = new ArrayList<>(List.of(encounter.feature()));
        encounter.other().ifPresent(features::add);
        return new ConflictEntry(
                now,
                ConflictType.MERGE_CONFLICT,
                features,
                List.of(encounter.path()),
                "None yet: seen while it is worked on, its agents are told");
    }

    private synchronized void write(RadarPicture picture, List<LiveWork> live, String target) {
        for (LiveWork work : live) {
            if (work instanceof LiveWork.InWorkTree in && picture.seen().contains(work.feature())) {
                Path file = file(in.workspace());
                String text = RadarText.of(picture, work.feature(), target);
                if (!text.equals(files.get(file))) {
                    try {
                        PlainFile.swap(directory, file, text);
                        files.put(file, text);
                    } catch (IOException e) {
                        LOG.warn("cannot write {}: {}", file, FailureText.of(e));
                    }
                }
            }
        }
    }

    private Path file(Workspace workspace) {
        return directory
                .resolve("runs")
                .resolve(workspace.run().value())
                .resolve("radar")
                .resolve(workspace.feature() + ".md");
    }
}
