package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.CoordProcess;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.FaultyStore.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a program of its own, with real git and the store of a directory. */
@Timeout(120)
class GitRunIT {

    private static final FeatureSet FEATURES = FeatureSet.of(List.of(
            Feature.builder("A").writes("a.txt").build(),
            Feature.builder("B").writes("b.txt").blockedBy("A").build()));

    @TempDir
    Path temp;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
    private final CountDownLatch secondWorks = new CountDownLatch(1);
    private Path repository;

    private final InProcessAgents.Function quick = task -> {
        called.add(task.feature().id().value());
        String file = task.feature().fileWrites().get(0).toString();
        Files.writeString(task.workspace().directory().resolve(file), "made\n");
        return new AgentResult.Succeeded();
    };

    private final InProcessAgents.Function stuckAtTheSecond = task -> {
        if (task.feature().id().value().equals("B")) {
            secondWorks.countDown();
            new CountDownLatch(1).await();
        }
        return quick.work(task);
    };

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "README.md", "a project\n");
    }

    @AfterEach
    void endAgents() {
        executor.shutdownNow();
    }

    private CoordinationStore open() {
        return DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system());
    }

    private RunHandle start(CoordinationStore store, InProcessAgents.Function agents) {
        return GitRun.in(repository).store(store).agents(agents, executor).start(FEATURES);
    }

    private String subjects() throws Exception {
        return CoordProcess.git(repository, "log", "--merges", "--reverse", "--format=%s")
                .out();
    }

    @Test
    void landsTwoFeaturesOfAgentsInThisProcess() throws Exception {
        ConcurrentLinkedQueue<RunNotice> events = new ConcurrentLinkedQueue<>();

        try (CoordinationStore store = open();
                RunHandle run = GitRun.in(repository)
                        .store(store)
                        .agents(quick, executor)
                        .test("test -f a.txt")
                        .baseline(BaselinePolicy.UNTESTED) // which has no such file yet
                        .settings(said -> said.agents(2).timeout(Duration.ofMinutes(1)))
                        .start(FEATURES)) {
            run.onEvent(events::add);
            RunRecord record = run.await().orElseThrow();

            assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
            assertThat(run.behind()).isEmpty();
        }

        assertThat(subjects()).isEqualTo("Merge feature A\nMerge feature B\n");
        assertThat(repository.resolve("b.txt")).hasContent("made");
        assertThat(called).containsExactly("A", "B");
        assertThat(events.peek()).isInstanceOf(RunNotice.Began.class);
        assertThat(events).hasAtLeastOneElementOfType(WaveNotice.Landed.class);
    }

    @Test
    void itsAgentsAndTestsWorkInWorkingCopies() throws Exception {
        Files.writeString(repository.resolve(".git/info/exclude"), "*.local\n");
        Files.writeString(repository.resolve("key.local"), "secret\n");
        InProcessAgents.Function reads = task -> {
            Path place = task.workspace().directory();
            called.add(Files.readString(place.resolve("key.local")) + Files.readString(place.resolve("dep.local")));
            return quick.work(task);
        };

        try (CoordinationStore store = open();
                RunHandle run = GitRun.in(repository)
                        .store(store)
                        .agents(reads, executor)
                        .carry("key.local")
                        .setUp("echo dep > dep.local")
                        .test("cat key.local dep.local")
                        .start(FEATURES)) {
            assertThat(run.await().orElseThrow().phase()).isInstanceOf(RunPhase.Done.class);
        }

        assertThat(called).containsExactly("secret\ndep\n", "A", "secret\ndep\n", "B");
    }

    @Test
    void aListenerThatComesLateIsToldAllTheSame() throws Exception {
        ConcurrentLinkedQueue<RunNotice> early = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<RunNotice> late = new ConcurrentLinkedQueue<>();

        try (CoordinationStore store = open();
                RunHandle run = start(store, quick)) {
            run.onEvent(notice -> {
                early.add(notice);
                if (early.size() == 1) {
                    throw new IllegalStateException("of no use");
                }
            });
            run.await();
            run.onEvent(late::add);
        }

        assertThat(late).isNotEmpty().containsExactlyElementsOf(early);
    }

    @Test
    void goesOnAfterItWasStoppedAndCallsNoAgentTwiceForWhatHasLanded() throws Exception {
        try (CoordinationStore store = open()) {
            RunHandle run = start(store, stuckAtTheSecond);
            secondWorks.await();
            run.stop();

            assertThat(run.await()).isInstanceOf(RunAttempt.Interrupted.class);
            assertThat(store.read().run().orElseThrow().hasEnded()).isFalse();
            assertThat(report(store)).startsWith("# 1 of 2 features landed").contains(" is under way: ");
        }
        assertThat(called).containsExactly("A");

        try (CoordinationStore store = open();
                RunHandle run = start(store, quick)) {
            run.await().orElseThrow();
            assertThat(report(store)).startsWith("# 2 of 2 features landed").contains(" has landed everything.");
        }

        assertThat(called).containsExactly("A", "B");
        assertThat(subjects()).isEqualTo("Merge feature A\nMerge feature B\n");
    }

    private String report(CoordinationStore store) throws Exception {
        return Files.readString(GitRun.defaultDirectory(repository)
                .resolve("runs")
                .resolve(store.read().run().orElseThrow().id().value())
                .resolve("report.md"));
    }

    @Test
    void aReportThatCannotBeWrittenIsAWarning() throws Exception {
        ConcurrentLinkedQueue<RunNotice> events = new ConcurrentLinkedQueue<>();

        try (CoordinationStore store = open()) {
            Files.writeString(GitRun.defaultDirectory(repository).resolve("runs"), "in the way");
            try (RunHandle run = GitRun.in(repository)
                    .store(store)
                    .agents(quick, executor)
                    .settings(said -> said.radar(Duration.ZERO))
                    .start(FEATURES)) {
                run.onEvent(events::add);
                run.await().orElseThrow();
            }
        }

        assertThat(events)
                .filteredOn(notice -> notice instanceof RunNotice.Warning)
                .extracting(RunNotice::toString)
                .singleElement()
                .asString()
                .contains("the report of run ", " could not be written: ", "it is a file, not a directory");
    }

    @Test
    void closingLeavesNoThreadAndNoAgent() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        RunHandle run;
        try (CoordinationStore store = open()) {
            run = start(store, task -> {
                try {
                    return stuckAtTheSecond.work(task);
                } finally {
                    if (task.feature().id().value().equals("B")) {
                        ended.countDown();
                    }
                }
            });
            secondWorks.await();

            run.close();
            run.close();

            assertThat(ended.getCount()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("coord-git-run", "coord-run", "coord-run-hold", "coord-agent");
            assertThat(store.read().locks().leases()).isEmpty();
        }
        assertThat(run.result().toCompletableFuture())
                .isCompletedWithValueMatching(attempt -> attempt instanceof RunAttempt.Interrupted);
    }

    @Test
    void endingItsFutureDoesNothingToTheRun() throws Exception {
        try (CoordinationStore store = open();
                RunHandle run = start(store, quick)) {
            run.result().toCompletableFuture().cancel(true);

            run.await().orElseThrow();
        }
    }

    @Test
    void refusesASecondStartWhileTheFirstIsUnderWay() throws Exception {
        try (CoordinationStore store = open();
                RunHandle first = start(store, stuckAtTheSecond)) {
            secondWorks.await();

            try (RunHandle second = start(store, quick)) {
                assertThat(second.await())
                        .isInstanceOfSatisfying(
                                RunAttempt.RepositoryBusy.class,
                                busy -> assertThat(busy.message())
                                        .contains("process "
                                                + ProcessHandle.current().pid()));
            }
            assertThat(first.result().toCompletableFuture()).isNotDone();
            assertThat(called).containsExactly("A");
        }
    }

    @Test
    void tellsWhatIsWrongAndChangesNothing() throws Exception {
        Files.writeString(repository.resolve("README.md"), "changed\n");
        Path coordination = GitRun.defaultDirectory(repository);

        try (RunHandle run = GitRun.in(repository)
                .storeIn(directory -> DirectoryStore.open(directory, InstantSource.system()))
                .agents(quick, executor)
                .start(FEATURES)) {
            assertThatThrownBy(run::await).isInstanceOf(BadInput.class).hasMessageContaining("README.md");
        }

        assertThat(coordination).doesNotExist();
        assertThatThrownBy(() -> GitRun.in(repository).agents(quick, executor).start(FEATURES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("store");
        assertThatThrownBy(() -> GitRun.defaultDirectory(temp))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not in a git repository");
    }

    @Test
    void aStoreThatFailsIsAnException() throws Exception {
        try (CoordinationStore store = open();
                RunHandle run = start(new FaultyStore(store, update -> Fault.BEFORE_COMMIT), quick)) {
            assertThatThrownBy(run::await).isInstanceOf(StoreFailed.class);
        }

        assertThat(called).isEmpty();
    }

    @Test
    void anAgentThatFailsIsAValue() throws Exception {
        try (CoordinationStore store = open();
                RunHandle run = start(store, task -> {
                    throw new IllegalStateException("no idea");
                })) {
            assertThat(run.await()).isInstanceOfSatisfying(RunAttempt.Ended.class, ended -> {
                assertThat(ended.record()
                                .feature(FEATURES.features().firstKey())
                                .phase())
                        .isInstanceOf(FeaturePhase.Failed.class);
                assertThat(ended.message()).contains("no idea");
            });
        }
    }

    @Test
    void waitingMayBeInterruptedAndTheRunGoesOn() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (CoordinationStore store = open();
                RunHandle run = start(store, task -> {
                    mayEnd.await();
                    return quick.work(task);
                })) {
            FutureTask<RunAttempt> waiting = new FutureTask<>(run::await);
            Thread thread = new Thread(waiting, "waits");
            thread.start();
            thread.interrupt();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
            mayEnd.countDown();

            run.await().orElseThrow();
        }
    }
}
