package dev.coord.testkit.simulation;

import dev.coord.ProcessId;
import dev.coord.run.AgentTask;

/** A scripted agent's process. It waits at a gate until its coordinator has recorded it, and ends with it until then. */
final class Agent {

    private final AgentTask task;
    private final ProcessId process;
    private final ProcessId coordinator;
    private boolean alive = true;
    private boolean released;

    Agent(AgentTask task, ProcessId process, ProcessId coordinator) {
        this.task = task;
        this.process = process;
        this.coordinator = coordinator;
    }

    AgentTask task() {
        return task;
    }

    ProcessId process() {
        return process;
    }

    ProcessId coordinator() {
        return coordinator;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
    }

    void end() {
        alive = false;
    }

    @Override
    public String toString() {
        return "agent of " + task.feature().id() + " attempt "
                + task.workspace().attempt();
    }
}
