package dev.coord.examples;

import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.RunAttempt;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.FeatureSet;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A run with agents of this process that is stopped, and gone on with. */
final class StoppedRun {

    private StoppedRun() {}

    static void run(
            Path repository,
            FeatureSet features,
            InProcessAgents.Function agent,
            Executor threads,
            Consumer<Runnable> stopButton)
            throws InterruptedException {
        // begin
        try (CoordinationStore store =
                DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system())) {
            GitRun run =
                    GitRun.in(repository).store(store).agents(agent, threads).test("test -f README.md");
            RunAttempt attempt;
            try (RunHandle handle = run.start(features)) {
                handle.onEvent(System.out::println);
                stopButton.accept(handle::stop);
                attempt = handle.await();
            }
            if (attempt instanceof RunAttempt.Interrupted) {
                try (RunHandle handle = run.start(features)) { // goes on where it stood
                    handle.await().orElseThrow();
                }
            }
        }
        // end
    }
}
