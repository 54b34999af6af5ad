package dev.coord.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.FaultyStore.Fault;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run that is begun while, or after, another one of the same process works on the same store. */
@Timeout(60)
class TwoRunsTest {

    private static final RunSettings SETTINGS = RunSettings.builder("refs/heads/main")
            .agents(2)
            .timeout(Duration.ofMinutes(5))
            .build();

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("slow").writes("slow.ts").build(),
            Feature.builder("later").blockedBy("slow").writes("later.ts").build()));
    private final ManualClock clock = new ManualClock(Instant.parse("2025-10-30T14:30:00Z"));
    private final InMemoryStore memory = new InMemoryStore(clock);
    private final EasyRepository repository = new EasyRepository(features);
    private final CountDownLatch works = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger agentsStarted = new AtomicInteger();

    private final AgentRunner slow = (task, started) -> {
        agentsStarted.incrementAndGet();
        works.countDown();
        mayEnd.await();
        return new AgentResult.Succeeded();
    };

    private RunAttempt run(CoordinationStore store, AgentRunner agents) throws InterruptedException {
        return new ParallelRun(store, repository, repository, agents, notice -> {}).run(features, SETTINGS);
    }

    private static void requireLanded(RunAttempt attempt) {
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        RunAttempt.Ended.class,
                        ended -> assertThat(ended.record().phase()).isInstanceOf(RunPhase.Done.class));
    }

    @Test
    void aSecondRunOfTheSameProcessIsRefusedWhileAnAgentOfTheFirstWorks() throws Exception {
        FutureTask<RunAttempt> first = new FutureTask<>(() -> run(memory, slow));
        new Thread(first, "first run").start();
        works.await();

        RunAttempt second = run(memory, slow);

        assertThat(second).isInstanceOf(RunAttempt.AlreadyRunning.class);
        assertThat(repository.workTrees).hasSize(1);
        assertThat(agentsStarted).hasValue(1);
        mayEnd.countDown();
        requireLanded(first.get());
    }

    @Test
    void twoThatBeginInTheSameInstantDoNotMeetAtTheWorkTrees() throws Exception {
        AtomicInteger reclaiming = new AtomicInteger();
        CountDownLatch firstReclaims = new CountDownLatch(1);
        CountDownLatch mayReclaim = new CountDownLatch(1);
        repository.whenReclaiming = () -> {
            if (reclaiming.incrementAndGet() == 1) {
                firstReclaims.countDown();
                await(mayReclaim);
            }
        };
        mayEnd.countDown();
        FutureTask<RunAttempt> first = new FutureTask<>(() -> run(memory, slow));
        new Thread(first, "first run").start();
        firstReclaims.await();

        RunAttempt second = run(memory, slow);

        assertThat(second).isInstanceOf(RunAttempt.AlreadyRunning.class);
        assertThat(reclaiming).hasValue(1);
        assertThat(agentsStarted).hasValue(0);
        mayReclaim.countDown();
        requireLanded(first.get());
    }

    @Test
    void oneThatTakesLongToLookAtTheRepositoryKeepsTheStore() throws Exception {
        CountDownLatch firstReclaims = new CountDownLatch(1);
        CountDownLatch mayReclaim = new CountDownLatch(1);
        repository.whenReclaiming = () -> {
            firstReclaims.countDown();
            await(mayReclaim);
        };
        mayEnd.countDown();
        FutureTask<RunAttempt> first = new FutureTask<>(() -> run(memory, slow));
        new Thread(first, "first run").start();
        firstReclaims.await();

        for (int i = 0; i < 4; i++) {
            Instant until = until(memory.read());
            clock.advance(LockRequest.DEFAULT_TTL.dividedBy(2));
            memory.when(snapshot -> until(snapshot).isAfter(until), Instant.MAX).get();
        }

        assertThat(run(memory, slow)).isInstanceOf(RunAttempt.AlreadyRunning.class);
        mayReclaim.countDown();
        requireLanded(first.get());
    }

    private static Instant until(Snapshot snapshot) {
        return snapshot.run().orElseThrow().driver().orElseThrow().until().orElseThrow();
    }

    @Test
    void oneThatIsRefusedLeavesTheRunAsItWas() throws InterruptedException {
        repository.whenReclaiming = () -> {
            throw new BadInput("somebody works there");
        };

        assertThatThrownBy(() -> run(memory, slow)).isInstanceOf(BadInput.class);

        assertThat(memory.read().run()).isEmpty();
        repository.whenReclaiming = () -> {};
        mayEnd.countDown();
        requireLanded(run(memory, slow));
        Optional<RunRecord> landed = memory.read().run();
        repository.whenReclaiming = () -> {
            throw new BadInput("somebody works there");
        };
        assertThatThrownBy(() -> run(memory, slow)).isInstanceOf(BadInput.class);
        assertThat(memory.read().run()).isEqualTo(landed);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void goesOnInTheSameProcessAfterItWasInterrupted() throws Exception {
        FutureTask<RunAttempt> first = new FutureTask<>(() -> run(memory, slow));
        Thread thread = new Thread(first, "first run");
        thread.start();
        works.await();
        thread.interrupt();
        assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
        mayEnd.countDown();

        requireLanded(run(memory, slow));
    }

    @Test
    void goesOnInTheSameProcessAfterAnException() throws InterruptedException {
        repository.whenLocating = feature -> {
            if (feature.value().equals("later")) {
                throw new IllegalStateException("no such place");
            }
        };
        mayEnd.countDown();
        assertThatThrownBy(() -> run(memory, slow)).hasMessage("no such place");
        repository.whenLocating = feature -> {};

        requireLanded(run(memory, slow));
    }

    @Test
    void itsLeaseDecidesWhereItCouldNotSignOff() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        FaultyStore store = new FaultyStore(memory, update -> ended.getCount() == 0 ? Fault.BEFORE_COMMIT : Fault.NONE);
        FutureTask<RunAttempt> first = new FutureTask<>(() -> run(store, (task, started) -> {
            try {
                return slow.run(task, started);
            } finally {
                ended.countDown();
            }
        }));
        Thread thread = new Thread(first, "first run");
        thread.start();
        works.await();
        thread.interrupt();
        assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
        mayEnd.countDown();

        assertThat(run(memory, slow)).isInstanceOf(RunAttempt.AlreadyRunning.class);
        clock.advance(LockRequest.DEFAULT_TTL);

        requireLanded(run(memory, slow));
    }
}
