package dev.coord.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.Encounter.Side;
import dev.coord.radar.LiveWork;
import dev.coord.radar.Radar;
import dev.coord.radar.RadarPicture;
import dev.coord.radar.RadarPicture.Unseen;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings;
import dev.coord.state.ConflictEntry;
import dev.coord.testkit.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run with real threads, and a radar that shows what a test wants it to. */
@Timeout(60)
class WatchedRunTest {

    private static final FeatureId A = new FeatureId("a");
    private static final FeatureId B = new FeatureId("b");
    private static final CommitId TARGET = new CommitId("0".repeat(40));

    @TempDir
    Path home;

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("a").writes("a.ts").build(),
            Feature.builder("b").writes("b.ts").build()));
    private final InMemoryStore memory = new InMemoryStore(InstantSource.system());
    private final EasyRepository repository = new EasyRepository(features);
    private final List<RunNotice> notices = new CopyOnWriteArrayList<>();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Map<String, String> atFirst = new ConcurrentHashMap<>();
    private final Map<String, String> tasks = new ConcurrentHashMap<>();

    /** Shows one picture after the other once both agents have begun, the last one again and again. */
    private static final class Scripted implements Radar {

        private final List<Look> looks;
        private final CountDownLatch shown;
        private final CountDownLatch begun = new CountDownLatch(2);
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        Scripted(Look... looks) {
            this.looks = List.of(looks);
            this.shown = new CountDownLatch(looks.length + 1);
        }

        @Override
        public RadarPicture look(String target, Collection<LiveWork> work) {
            if (begun.getCount() > 0) {
                return picture();
            }
            shown.countDown(); // what the look before this one showed has been told
            return looks.get(Math.min(next.getAndIncrement(), looks.size() - 1)).at();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private interface Look {
        RadarPicture at();
    }

    private RunAttempt run(Scripted radar, Duration interval) throws InterruptedException {
        AgentRunner agents = (task, started) -> {
            String id = task.feature().id().value();
            tasks.put(id, task.text());
            task.radarFile().ifPresent(file -> {
                files.put(id, file);
                atFirst.put(id, read(file));
            });
            radar.begun.countDown();
            if (task.radarFile().isPresent()) {
                radar.shown.await();
            }
            return new AgentResult.Succeeded();
        };
        return new ParallelRun(memory, repository, repository, agents, notices::add)
                .watchedBy(radar, home)
                .run(
                        features,
                        RunSettings.builder("refs/heads/main")
                                .agents(2)
                                .radar(interval)
                                .build());
    }

    @Test
    void aConflictIsToldToTheObserverTheLogAndBothAgents() throws InterruptedException {
        Scripted radar = new Scripted(() -> picture(meeting(Kind.CONFLICT)));

        RunAttempt attempt = run(radar, Duration.ofMillis(1));

        assertThat(((RunAttempt.Ended) attempt).record().phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(told(FeatureNotice.ConflictAhead.class)).hasSize(1);
        assertThat(memory.conflicts()).extracting(ConflictEntry::features).containsExactly(List.of(A, B));
        assertThat(atFirst).containsEntry("a", "").containsEntry("b", "");
        assertThat(tasks.get("a")).contains("Look into `" + files.get("a") + "`");
        assertThat(read(files.get("a")))
                .contains("Conflict with feature b: app.ts")
                .contains("+of b");
        assertThat(read(files.get("b")))
                .contains("Conflict with feature a: app.ts")
                .contains("+of a");
        assertThat(radar.closed).isTrue();
    }

    @Test
    void itIsToldOnceAndOnceMoreWhenItIsGone() throws InterruptedException {
        Scripted radar = new Scripted(
                () -> picture(meeting(Kind.CONFLICT)),
                () -> picture(meeting(Kind.CONFLICT)),
                () -> new RadarPicture(TARGET, List.of(A), List.of(), List.of(new Unseen(B, "its work tree is gone"))),
                () -> picture(meeting(Kind.CONFLICT)),
                () -> picture(meeting(Kind.CLOSE)),
                WatchedRunTest::picture);

        run(radar, Duration.ofMillis(1));

        assertThat(told(FeatureNotice.ConflictAhead.class)).hasSize(1);
        assertThat(told(FeatureNotice.ConflictGone.class)).hasSize(1);
        assertThat(memory.conflicts()).hasSize(1);
        assertThat(read(files.get("a"))).isEmpty();
    }

    @Test
    void aRadarThatFailsHarmsNoRunAndIsToldOnce() throws InterruptedException {
        Scripted radar = new Scripted(
                () -> {
                    throw new RepositoryFailed("the disk is full");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> picture(meeting(Kind.CONFLICT)));

        RunAttempt attempt = run(radar, Duration.ofMillis(1));

        assertThat(((RunAttempt.Ended) attempt).record().phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(told(RunNotice.Warning.class)).hasSize(1);
        assertThat(told(FeatureNotice.ConflictAhead.class)).hasSize(1);
    }

    @Test
    void nobodyLooksWhereTheIntervalIsZero() throws InterruptedException {
        Scripted radar = new Scripted(WatchedRunTest::picture);

        run(radar, Duration.ZERO);

        assertThat(radar.next).hasValue(0);
        assertThat(files).isEmpty();
        assertThat(tasks.get("a")).doesNotContain("Look into");
    }

    private <T extends RunNotice> List<T> told(Class<T> kind) {
        return notices.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static RadarPicture picture(Encounter... encounters) {
        return new RadarPicture(TARGET, List.of(A, B), List.of(encounters), List.of());
    }

    private static Encounter meeting(Kind kind) {
        return new Encounter(
                A,
                Optional.of(B),
                "app.ts",
                kind,
                new Side(List.of(), "@@ -1 +1 @@\n-x\n+of a\n"),
                new Side(List.of(), "@@ -1 +1 @@\n-x\n+of b\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
