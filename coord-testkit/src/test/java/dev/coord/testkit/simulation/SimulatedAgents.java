package dev.coord.testkit.simulation;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The processes of the agents. They outlive the coordinator that started them, as real ones do. */
final class SimulatedAgents implements AgentRunner {

    private static final Duration LONGEST_WORK = Duration.ofSeconds(40);

    private final SimulatedRun world;
    private final List<Agent> agents = new ArrayList<>();
    private final Set<String> written = new TreeSet<>();
    private Optional<AgentScript> ordered = Optional.empty();
    private boolean good;
    private long processes = 1000;

    SimulatedAgents(SimulatedRun world) {
        this.world = world;
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        Agent agent = start(task, new ProcessId(1, world.clock().instant(), "simulated"));
        AtomicReference<AgentResult> result = new AtomicReference<>();
        try {
            started.accept(agent.process());
            agent.release();
            play(agent, script(), result::set);
            world.timeline().in(task.timeout(), () -> {
                if (agent.isAlive()) {
                    result.set(new AgentResult.TimedOut(task.timeout()));
                }
            });
            while (result.get() == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(
                            "the agent of " + task.feature().id() + " was ended");
                }
                if (!world.timeline().next()) {
                    throw world.watch().violated("nothing happens any more, and " + agent + " has not ended");
                }
            }
            return result.get();
        } finally {
            agent.end();
        }
    }

    @Override
    public void end(Workspace workspace, ProcessId process) {
        agents.stream().filter(agent -> agent.process().equals(process)).forEach(Agent::end);
    }

    /** From now on every agent does well. */
    void behave() {
        good = true;
    }

    /** From now on every agent does this. */
    void follow(AgentScript script) {
        ordered = Optional.of(script);
    }

    AgentScript script() {
        return ordered.orElseGet(this::drawn);
    }

    private AgentScript drawn() {
        return good || world.chance().happens(0.6)
                ? world.chance().pick(List.of(AgentScript.SUCCEEDS, AgentScript.COMMITS))
                : world.chance().pick(List.of(AgentScript.values()));
    }

    Agent start(AgentTask task, ProcessId coordinator) {
        ProcessId process = new ProcessId(processes++, world.clock().instant(), "simulated");
        Agent agent = new Agent(task, process, coordinator);
        agents.add(agent);
        return agent;
    }

    List<Agent> alive() {
        return agents.stream().filter(Agent::isAlive).toList();
    }

    Optional<Agent> of(FeatureId feature, int attempt, ProcessId coordinator) {
        return alive().stream()
                .filter(agent -> agent.coordinator().equals(coordinator))
                .filter(agent -> agent.task().feature().id().equals(feature))
                .filter(agent -> agent.task().workspace().attempt() == attempt)
                .findFirst();
    }

    /** Everything that agents have written so far. */
    Set<String> written() {
        return written;
    }

    /** Lets the agent play its script; {@code ended} hears of its end unless somebody ends it before. */
    void play(Agent agent, AgentScript script, Consumer<AgentResult> ended) {
        Duration work = world.chance().delay(LONGEST_WORK);
        Set<String> paths = paths(agent.task(), script);
        resolve(agent, script, paths);
        if (good && !agent.task().feedback().isEmpty()) {
            world.repository().takeBackAllBut(agent.task().workspace(), paths);
        }
        for (String path : paths) {
            world.timeline().in(world.chance().delay(LONGEST_WORK.minus(work).plusMillis(1)), () -> write(agent, path));
        }
        if (script == AgentScript.HANGS || script == AgentScript.HANGS_UNNOTICED) {
            return;
        }
        world.timeline().in(LONGEST_WORK, () -> {
            if (agent.isAlive()) {
                lastly(agent, script);
                agent.end();
                ended.accept(
                        script == AgentScript.FAILS
                                ? new AgentResult.Failed("exit status 3")
                                : new AgentResult.Succeeded());
            }
        });
    }

    /** What it does not write anyway it leaves as the target has it, unless it leaves marks. */
    private void resolve(Agent agent, AgentScript script, Set<String> paths) {
        List<Hunk> hunks = world.repository().conflicts(agent.task().workspace());
        boolean leavesMarks = script == AgentScript.WRITES_NOTHING
                || (!hunks.isEmpty() && !good && world.chance().happens(0.4));
        for (Hunk hunk : hunks) {
            if (leavesMarks) {
                paths.remove(hunk.path());
            } else if (!paths.contains(hunk.path())) {
                world.repository().write(agent.task().workspace(), hunk.path(), hunk.target());
            }
        }
    }

    private void lastly(Agent agent, AgentScript script) {
        if (script == AgentScript.COMMITS) {
            world.repository().commitAll(agent.task().workspace());
        } else if (script == AgentScript.REWRITES) {
            world.repository().rewrite(agent.task().workspace());
        }
    }

    private void write(Agent agent, String path) {
        if (!agent.isAlive()) {
            return;
        }
        Workspace workspace = agent.task().workspace();
        if (world.repository().worktree(workspace).isEmpty()) {
            throw world.watch().violated("the work tree of a living " + agent + " was taken away");
        }
        String content = workspace.directory() + "#" + path;
        world.repository().write(workspace, path, content);
        written.add(content);
        if (!world.isCalm()) {
            world.defects().written(agent.task(), path, content);
        }
    }

    private Set<String> paths(AgentTask task, AgentScript script) {
        Set<String> paths = new TreeSet<>();
        if (script == AgentScript.WRITES_NOTHING) {
            return paths;
        }
        task.feature().fileWrites().forEach(path -> paths.add(concrete(path)));
        if (script == AgentScript.STRAYS) {
            paths.add("notes/todo.md");
        }
        if (script == AgentScript.TRESPASSES) {
            world.features()
                    .features()
                    .values()
                    .forEach(other -> other.fileWrites().forEach(path -> paths.add(concrete(path))));
        }
        return paths;
    }

    static String concrete(RepoPath path) {
        String file = path.value().replace("**", "deep/file.sql").replace("*", "some");
        return file.endsWith("/") ? file + "index.ts" : file;
    }
}
