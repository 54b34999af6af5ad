package dev.coord.cli.readme;

import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.store.CoordinationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The run of the README, a program of its own: {@code .ci/consumer} runs it in fresh projects. */
public final class RunExample {

    private RunExample() {}

    public static void main(String[] repository) throws InterruptedException {
        run(Path.of(repository[0]));
    }

    static void run(Path repository) throws InterruptedException {
        // begin
        FeatureSet features = FeatureSet.of(
                List.of(Feature.builder("login").writes("login.ts").build()));
        try (CoordinationStore store =
                        DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system());
                RunHandle run = GitRun.in(repository)
                        .store(store)
                        .agents(
                                task -> { // call your agent framework here, with task.text()
                                    Files.writeString(
                                            task.workspace().directory().resolve("login.ts"), "export {};\n");
                                    return new AgentResult.Succeeded();
                                },
                                agent -> new Thread(agent).start())
                        .test("! git grep FIXME")
                        .start(features)) {
            run.onEvent(System.out::println);
            run.await().orElseThrow(); // all has landed
        }
        // end
    }
}
