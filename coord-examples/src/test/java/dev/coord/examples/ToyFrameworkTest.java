package dev.coord.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.ParallelRun;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.run.InMemoryRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The test of an agent framework that runs its agents by coord: a whole run without a disk, git or a model. */
class ToyFrameworkTest {

    /** The framework. */
    record Toy(BiConsumer<Workspace, Feature> model) {

        AgentResult make(Workspace workspace, Feature feature) {
            model.accept(workspace, feature);
            return new AgentResult.Succeeded();
        }
    }

    // begin
    @Test
    void theWorkOfItsAgentsLands() throws InterruptedException {
        InMemoryRepository repository = new InMemoryRepository();
        Toy toy = new Toy((workspace, feature) -> repository.write(workspace, "a.ts", "made by " + feature.id()));
        ExecutorService threads = Executors.newCachedThreadPool();
        FeatureSet features =
                FeatureSet.of(List.of(Feature.builder("A").writes("a.ts").build()));

        new ParallelRun(
                        new InMemoryStore(InstantSource.system()),
                        repository,
                        repository,
                        InProcessAgents.of(task -> toy.make(task.workspace(), task.feature()), threads),
                        event -> {})
                .run(features, RunSettings.builder(InMemoryRepository.TARGET).build())
                .orElseThrow();

        assertThat(repository.files()).containsEntry("a.ts", "made by A");
        threads.shutdown();
    }
    // end
}
