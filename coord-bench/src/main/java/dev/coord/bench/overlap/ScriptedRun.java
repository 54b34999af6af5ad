package dev.coord.bench.overlap;

import dev.coord.core.driver.RunAttempt;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A run in a scratch repository, whose agents are code. */
public final class ScriptedRun {

    private static final int TRIES = 20;

    /** What an agent does in its work tree. */
    @FunctionalInterface
    public interface Script {

        /** Makes the feature of the task. */
        void make(AgentTask task) throws Exception;
    }

    /**
     * What came of it.
     *
     * @param message how the run ended
     * @param landed how many features have landed
     * @param rounds in how many landings
     * @param calls how often agents were called
     * @param seconds from the start to the end
     */
    public record Figures(String message, int landed, int rounds, int calls, double seconds) {}

    private final ScratchGit git;
    private final OverlapPolicy overlap;
    private final Schedule schedule;
    private final int agents;

    /** A run that begins on what is checked out. */
    public ScriptedRun(ScratchGit git, OverlapPolicy overlap, Schedule schedule, int agents) {
        this.git = git;
        this.overlap = overlap;
        this.schedule = schedule;
        this.agents = agents;
    }

    /** Runs to its end. */
    public Figures run(FeatureSet features, Script script) throws IOException, InterruptedException {
        String before = git.line("rev-parse", "HEAD");
        AtomicInteger calls = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        long begun = System.nanoTime();
        RunAttempt ended;
        Path home = GitRun.defaultDirectory(git.directory());
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system());
                RunHandle run = GitRun.in(git.directory())
                        .store(store)
                        .agents(
                                task -> {
                                    calls.incrementAndGet();
                                    script.make(task);
                                    return new AgentResult.Succeeded();
                                },
                                threads)
                        .settings(settings -> settings.agents(agents)
                                .overlap(overlap)
                                .schedule(schedule)
                                .tries(TRIES)
                                .allowEmpty(true)
                                .timeout(Duration.ofMinutes(20)))
                        .start(features)) {
            ended = run.await();
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var landings = git.run(
                        "log",
                        "--first-parent",
                        "--format=%(trailers:key=Coord-Wave,valueonly,separator=)",
                        before + "..HEAD")
                .lines();
        return new Figures(
                ended.message(),
                landings.size(),
                (int) landings.stream().distinct().count(),
                calls.get(),
                seconds);
    }
}
