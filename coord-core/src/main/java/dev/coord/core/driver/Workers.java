package dev.coord.core.driver;

import dev.coord.ProcessId;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.ConflictResolver;
import dev.coord.run.Workspace;
import java.util.function.Consumer;

/** Agents, and a resolver that is asked in their place: a task says which of both it is for. */
record Workers(AgentRunner agents, ConflictResolver resolver) implements AgentRunner {

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        return task.resolves() ? resolver.run(task, started) : agents.run(task, started);
    }

    /** Which of both a killed coordinator had started is not known: a process is ended by where it works. */
    @Override
    public void end(Workspace workspace, ProcessId process) {
        agents.end(workspace, process);
        resolver.end(workspace, process);
    }

    @Override
    public boolean isBusyIn(Workspace workspace) {
        return agents.isBusyIn(workspace) || resolver.isBusyIn(workspace);
    }

    @Override
    public String coordCommand() {
        return agents.coordCommand();
    }
}
