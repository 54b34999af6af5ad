package dev.coord.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.FeatureId;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.run.event.RunNotice;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.testkit.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the code of one agent does, its feature fails alone and the run goes on. */
@Timeout(60)
class HostileAgentsTest {

    private static final FeatureId HOSTILE = new FeatureId("hostile");
    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "agent");
        thread.setDaemon(true);
        thread.start();
    };

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("good").writes("good.ts").build(),
            Feature.builder("hostile").writes("hostile.ts").build()));
    private final InMemoryStore memory = new InMemoryStore(InstantSource.system());
    private final EasyRepository repository = new EasyRepository(features);

    private RunRecord run(AgentRunner agents, Duration timeout, Consumer<RunNotice> observer)
            throws InterruptedException {
        RunSettings settings = RunSettings.builder("refs/heads/main")
                .agents(2)
                .timeout(timeout)
                .build();
        return ((RunAttempt.Ended)
                        new ParallelRun(memory, repository, repository, agents, observer).run(features, settings))
                .record();
    }

    private static AgentRunner hostile(InProcessAgents.Function deed) {
        return (task, started) -> {
            if (!task.feature().id().equals(HOSTILE)) {
                return new AgentResult.Succeeded();
            }
            try {
                return deed.work(task);
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
    }

    private static void requireOnlyTheHostileFailed(RunRecord record, String reason) {
        assertThat(record.phase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(record.feature(HOSTILE).phase())
                .isInstanceOfSatisfying(
                        FeaturePhase.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
        assertThat(record.feature(new FeatureId("good")).phase()).isInstanceOf(FeaturePhase.Landed.class);
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                deed("no more stack", task -> {
                    throw new StackOverflowError("no more stack");
                }),
                deed("interrupted, though not by the run", task -> {
                    throw new InterruptedException();
                }),
                deed("interrupted, though not by the run", task -> {
                    Thread.currentThread().interrupt();
                    new CountDownLatch(1).await();
                    return new AgentResult.Succeeded();
                }),
                deed("the call was cancelled", task -> {
                    throw new CancellationException("the call was cancelled");
                }),
                deed("somebody broke it", task -> {
                    throw new LeaseLost("somebody broke it");
                }),
                deed("without a result", task -> null),
                deed("reason", task -> new AgentResult.Failed(null)));
    }

    private static Arguments deed(String reason, InProcessAgents.Function deed) {
        return Arguments.of(reason, deed);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void whateverARunnerDoesFailsItsFeatureAlone(String reason, InProcessAgents.Function deed)
            throws InterruptedException {
        requireOnlyTheHostileFailed(run(hostile(deed), Duration.ofMinutes(1), notice -> {}), reason);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void whateverAnAgentOfThisProcessDoesFailsItsFeatureAlone(String reason, InProcessAgents.Function deed)
            throws InterruptedException {
        InProcessAgents agents = InProcessAgents.of(
                task -> task.feature().id().equals(HOSTILE) ? deed.work(task) : new AgentResult.Succeeded(), THREADS);

        requireOnlyTheHostileFailed(run(agents, Duration.ofMinutes(1), notice -> {}), reason);
    }

    @Test
    void theWorkTreeOfAnAgentThatHeedsNoInterruptStaysAndItsWorkIsPinned() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        InProcessAgents agents = InProcessAgents.of(
                task -> {
                    if (task.feature().id().equals(HOSTILE)) {
                        heedless(mayEnd);
                    }
                    return new AgentResult.Succeeded();
                },
                THREADS);

        RunRecord record = run(agents, Duration.ofMillis(300), notice -> {});

        requireOnlyTheHostileFailed(record, "timed out");
        assertThat(((FeaturePhase.Failed) record.feature(HOSTILE).phase()).kept())
                .contains("refs/coord/kept");
        assertThat(repository.workTrees).contains(Path.of("/w/hostile-1"));
        mayEnd.countDown();
    }

    @Test
    void anAgentThatHeedsNoInterruptDoesNotHoldUpTheEndOfItsRun() throws Exception {
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        InProcessAgents agents = InProcessAgents.of(
                task -> {
                    works.countDown();
                    heedless(mayEnd);
                    return new AgentResult.Succeeded();
                },
                THREADS);
        FutureTask<RunRecord> ending = new FutureTask<>(() -> run(agents, Duration.ofMinutes(5), notice -> {}));
        Thread thread = new Thread(ending, "run");
        thread.start();
        works.await();

        thread.interrupt();
        thread.join();

        assertThat(ending.isDone()).isTrue();
        assertThat(repository.workTrees).contains(Path.of("/w/hostile-1"));
        mayEnd.countDown();
    }

    @Test
    void anObserverThatThrowsChangesNothing() throws InterruptedException {
        RunRecord record = run(hostile(task -> new AgentResult.Succeeded()), Duration.ofMinutes(1), notice -> {
            throw new AssertionError("nothing more can be shown");
        });

        assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
    }

    private static void heedless(CountDownLatch mayEnd) {
        while (mayEnd.getCount() > 0) {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                continue; // as code does that takes an interrupt for a mishap
            }
        }
    }
}
