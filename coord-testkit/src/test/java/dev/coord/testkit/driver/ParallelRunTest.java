package dev.coord.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.FaultyStore.Fault;
import dev.coord.testkit.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run with real threads, one of whose ports fails while an agent of another feature works. */
@Timeout(60)
class ParallelRunTest {

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("quick").writes("quick.ts").build(),
            Feature.builder("slow").writes("slow.ts").build()));
    private final InMemoryStore memory = new InMemoryStore(InstantSource.system());
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicBoolean slowEnded = new AtomicBoolean();
    private final EasyRepository repository = new EasyRepository(features);

    private final AgentRunner agents = (task, started) -> {
        if (task.feature().id().value().equals("slow")) {
            failed.await();
            slowEnded.set(true);
        }
        return new AgentResult.Succeeded();
    };

    private RunRecord run(FaultyStore store) throws InterruptedException {
        repository.whenFailing = failed::countDown;
        ParallelRun run = new ParallelRun(store, repository, repository, agents, notice -> {
            if (NoticeText.of(notice).text().contains("trying again")) {
                failed.countDown();
            }
        });
        RunSettings settings = RunSettings.builder("refs/heads/main")
                .agents(2)
                .schedule(Schedule.CONTINUOUS)
                .timeout(Duration.ofMinutes(5))
                .build();
        return ((RunAttempt.Ended) run.run(features, settings)).record();
    }

    @Test
    void aLandingThatBreaksOffEndsNoOtherAgent() throws InterruptedException {
        repository.landing = new RepositoryFailed("the disk is full");

        RunRecord record = run(new FaultyStore(memory, update -> Fault.NONE));

        assertThat(slowEnded).isTrue();
        assertThat(record.feature(new FeatureId("slow")).phase()).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(((RunPhase.Stopped) record.phase()).reasons().get(0)).contains("the disk is full");
    }

    @Test
    void anAgentInTheSameProcessReadsItsTask() throws InterruptedException {
        Map<String, String> texts = textsOfTwo(Optional.empty());

        assertThat(texts.get("first")).startsWith("# Feature first\n").doesNotContain("landed before");
        assertThat(texts.get("second"))
                .startsWith("# Feature second\n\nBuild *on* it.\n\n## What you may write\n")
                .contains("\n## What has landed before\n\n- `first`\n  - Work of first\n")
                .contains("\n    coord lock acquire --agent ");
    }

    @Test
    void anAgentIsRunThoughNobodyCanTellWhatHasLanded() throws InterruptedException {
        Map<String, String> texts = textsOfTwo(Optional.of(new RepositoryFailed("the disk is full")));

        assertThat(texts.get("second"))
                .startsWith("# Feature second\n\nBuild *on* it.")
                .doesNotContain("landed before");
    }

    private Map<String, String> textsOfTwo(Optional<RuntimeException> telling) throws InterruptedException {
        FeatureSet two = FeatureSet.of(List.of(
                Feature.builder("first").writes("a.ts").blocks("second").build(),
                Feature.builder("second")
                        .description("Build *on* it.")
                        .writes("b.ts")
                        .build()));
        EasyRepository easy = new EasyRepository(two);
        easy.telling = telling.orElse(null);
        Map<String, String> texts = new ConcurrentHashMap<>();
        AgentRunner reader = (task, started) -> {
            texts.put(task.feature().id().value(), task.text());
            return new AgentResult.Succeeded();
        };
        new ParallelRun(memory, easy, easy, reader, notice -> {})
                .run(
                        two,
                        RunSettings.builder("refs/heads/main")
                                .agents(2)
                                .timeout(Duration.ofMinutes(5))
                                .build());
        return texts;
    }

    @Test
    void whateverMergingThrowsEndsNoOtherAgent() throws InterruptedException {
        repository.merging = new IllegalStateException("no more memory");

        stopsFor("no more memory");
    }

    @Test
    void whateverTestingThrowsEndsNoOtherAgent() throws InterruptedException {
        repository.testing = new IllegalStateException("no more processes");

        stopsFor("no more processes");
    }

    private void stopsFor(String reason) throws InterruptedException {
        RunRecord record = run(new FaultyStore(memory, update -> Fault.NONE));

        assertThat(slowEnded).isTrue();
        assertThat(((RunPhase.Stopped) record.phase()).reasons().get(0)).contains(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void aStoreThatFailsForAWhileIsAskedAgain(Fault fault) throws InterruptedException {
        AtomicBoolean full = new AtomicBoolean();
        repository.whenCollecting = () -> full.set(true);
        FaultyStore store = new FaultyStore(memory, update -> full.getAndSet(false) ? fault : Fault.NONE);

        RunRecord record = run(store);

        assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(repository.landed.keySet()).extracting(FeatureId::value).containsExactly("quick", "slow");
    }
}
