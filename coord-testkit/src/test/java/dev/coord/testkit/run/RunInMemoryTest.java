package dev.coord.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.testkit.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs of real threads, without a disk and without git. */
@Timeout(60)
class RunInMemoryTest {

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("P1").writes("a.ts").build(),
            Feature.builder("P2").blockedBy("P1").writes("src/*.ts").build()));
    private final InMemoryStore store = new InMemoryStore(InstantSource.system());

    private RunRecord run(InMemoryRepository repository, ScriptedAgents agents) throws InterruptedException {
        RunSettings settings = RunSettings.builder(InMemoryRepository.TARGET)
                .agents(2)
                .timeout(Duration.ofSeconds(30))
                .build();
        ParallelRun run = new ParallelRun(store, repository, repository, agents, notice -> {});
        return ((RunAttempt.Ended) run.run(features, settings)).record();
    }

    @Test
    void whatAgentsWroteLands() throws InterruptedException {
        InMemoryRepository repository = new InMemoryRepository();

        RunRecord record = run(repository, ScriptedAgents.in(repository).on("P1", Script.writing("a.ts", "one")));

        assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(repository.files()).containsEntry("a.ts", "one").containsKeys("src/some.ts", "README.md");
    }

    @Test
    void anAgentThatFailsOnceIsCalledAgainByTheNextRun() throws InterruptedException {
        InMemoryRepository repository = new InMemoryRepository();
        ScriptedAgents agents =
                ScriptedAgents.in(repository).on("P1", Script.failing("no idea"), Script.writing("a.ts", "two"));

        RunRecord first = run(repository, agents);
        RunRecord second = run(repository, agents);

        assertThat(first.feature(new FeatureId("P1")).phase()).isInstanceOf(FeaturePhase.Failed.class);
        assertThat(second.phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(repository.files()).containsEntry("a.ts", "two");
        assertThat(agents.tasks())
                .extracting(task -> task.feature().id().value())
                .containsExactly("P1", "P1", "P2");
    }

    @Test
    void aWaveWhoseTestsFailDoesNotLand() throws InterruptedException {
        InMemoryRepository repository = new InMemoryRepository(candidate -> false);

        RunRecord record = run(repository, ScriptedAgents.in(repository));

        assertThat(record.phase()).isInstanceOf(RunPhase.Stopped.class);
        assertThat(repository.files()).containsOnlyKeys("README.md");
    }
}
