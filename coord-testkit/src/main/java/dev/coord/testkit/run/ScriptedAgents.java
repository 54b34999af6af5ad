package dev.coord.testkit.run;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Agents that do what they are told, on the thread of their run. An agent without a {@link Script} writes what its feature
 * declares and ends well. Each has a process id that no process bears, and is ended by its run as a process is: by an interrupt,
 * by {@link #end}, or when its time is over, which is real time. Safe from many threads.
 */
public final class ScriptedAgents implements AgentRunner {

    /** Writes a file for an agent. */
    @FunctionalInterface
    public interface Hand {

        /**
         * Writes a file.
         *
         * @param workspace where the agent works
         * @param path which file
         * @param content all of it
         */
        void write(Workspace workspace, String path, String content);
    }

    private final Hand hand;
    private final Map<FeatureId, List<Script>> scripts = new ConcurrentHashMap<>();
    private final Map<FeatureId, Integer> calls = new HashMap<>(); // guarded by this, as what follows is
    private final List<AgentTask> tasks = new ArrayList<>();
    private final Map<ProcessId, CountDownLatch> alive = new HashMap<>();
    private long processes;

    /**
     * Agents that do as their features declare, until {@link #on} says otherwise.
     *
     * @param hand how they write
     */
    public ScriptedAgents(Hand hand) {
        this.hand = hand;
    }

    /**
     * Agents in work trees in memory.
     *
     * @param repository where they write
     * @return agents that do as their features declare
     */
    public static ScriptedAgents in(InMemoryRepository repository) {
        return new ScriptedAgents(repository::write);
    }

    /**
     * Agents in real work trees.
     *
     * @return agents that do as their features declare
     */
    public static ScriptedAgents inDirectories() {
        return new ScriptedAgents(ScriptedAgents::writeFile);
    }

    /**
     * Says what the agents of a feature do.
     *
     * @param feature which feature
     * @param attempts the script of each attempt; the last one for all later attempts too
     * @return this
     */
    public ScriptedAgents on(String feature, Script... attempts) {
        if (attempts.length == 0) {
            throw new IllegalArgumentException("say what the agents of '" + feature + "' do: at least one script");
        }
        scripts.put(new FeatureId(feature), List.of(attempts));
        return this;
    }

    /**
     * What agents were asked for.
     *
     * @return the tasks so far, in their order
     */
    public synchronized List<AgentTask> tasks() {
        return List.copyOf(tasks);
    }

    /**
     * Whether an agent works.
     *
     * @param process the id that its run was told
     * @return true until it has ended
     */
    public synchronized boolean isAlive(ProcessId process) {
        return alive.containsKey(process);
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        ProcessId process;
        synchronized (this) {
            process = new ProcessId(++processes, Instant.EPOCH, "scripted");
            alive.put(process, end);
        }
        try {
            started.accept(process);
            if (Thread.interrupted()) {
                throw new InterruptedException("the agent of '" + task.feature().id() + "' was ended before it began");
            }
            return play(task, next(task), end);
        } finally {
            synchronized (this) {
                alive.remove(process);
            }
        }
    }

    @Override
    public synchronized void end(Workspace workspace, ProcessId process) {
        CountDownLatch end = alive.get(process);
        if (end != null) {
            end.countDown();
        }
    }

    private synchronized Script next(AgentTask task) {
        tasks.add(task);
        int call = calls.merge(task.feature().id(), 1, Integer::sum);
        List<Script> attempts = scripts.getOrDefault(task.feature().id(), List.of(Script.declared(task.feature())));
        return attempts.get(Math.min(call, attempts.size()) - 1);
    }

    private AgentResult play(AgentTask task, Script script, CountDownLatch end) throws InterruptedException {
        script.files().forEach((path, content) -> hand.write(task.workspace(), path, content));
        if (script.result().isPresent()) {
            return script.result().get();
        }
        return end.await(task.timeout().toNanos(), TimeUnit.NANOSECONDS)
                ? new AgentResult.Failed("it was ended")
                : new AgentResult.TimedOut(task.timeout());
    }

    private static void writeFile(Workspace workspace, String path, String content) {
        try {
            Path file = workspace.directory().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write '" + path + "' for the agent of '" + workspace.feature() + "'", e);
        }
    }
}
