package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.testkit.process.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion signal between two processes: who waits an hour at most goes on when another process completes. */
class SignalIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P3 = new FeatureId("P3");

    @TempDir
    Path home;

    private DirectoryStore store;
    private Coordinator coordinator;
    private Process completer;

    @BeforeEach
    void plan() throws IOException {
        store = DirectoryStore.open(home, InstantSource.system());
        coordinator = new Coordinator(store);
        coordinator.apply(new Command.StoreFeatures(FeatureSet.of(List.of(
                Feature.builder("P1").build(),
                Feature.builder("P2").build(),
                Feature.builder("P3").blockedBy("P1", "P2").build()))));
        completer = JavaProcess.of(Completer.class, home, "P1", "P2").start();
    }

    @AfterEach
    void end() throws IOException {
        JavaProcess.endAll(List.of(completer));
        store.close();
    }

    @Test
    void awaitCompletedIsWokenByAnotherProcess() throws Exception {
        assertThat(line()).isEqualTo("ready");
        FutureTask<Boolean> waiter =
                onAThread(() -> coordinator.awaitCompleted(P1, store.now().plus(Duration.ofHours(1))));

        goOn();

        assertThat(waiter.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aFeatureThatWasStartedTooEarlyBeginsWhenAnotherProcessHasCompletedItsPrerequisites() throws Exception {
        assertThat(line()).isEqualTo("ready");
        FutureTask<LifecycleOutcome> waiter =
                onAThread(() -> coordinator.start(P3, new AgentId("implementor-3"), Duration.ofHours(1)));
        goOn();
        assertThat(line()).isEqualTo("ready");
        assertThat(store.read().state().statusOf(P3)).isEqualTo(FeatureStatus.PENDING);

        goOn();

        assertThat(waiter.get(1, TimeUnit.MINUTES))
                .isEqualTo(new LifecycleOutcome.Moved(P3, FeatureStatus.PENDING, FeatureStatus.ACTIVE));
        assertThat(store.conflicts()).hasSize(1);
    }

    private static <T> FutureTask<T> onAThread(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "waiter");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private String line() throws IOException {
        return completer.inputReader().readLine();
    }

    private void goOn() throws IOException {
        OutputStream out = completer.getOutputStream();
        out.write('\n');
        out.flush();
    }
}
