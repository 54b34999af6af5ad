package dev.coord.run;

import dev.coord.ProcessId;
import java.util.function.Consumer;

/**
 * Resolves what does not merge: asked in place of a feature's agent when the calls of that are used up, and at once where branches
 * are integrated. It works as an agent does that is called again: the files of the work tree are the newest target with the feature's
 * last commit merged in, conflicts between marks, and {@link AgentTask#feedback()} has both sides of each. What it leaves is
 * committed and merged as work of an agent is; where marks are left, nothing is resolved. A run asks once for each feature in one start.
 * Called from several threads at once, one call a feature. Specification 6.2.
 */
public interface ConflictResolver extends AgentRunner {

    /**
     * A resolver that is run as agents are.
     *
     * @param runner runs it
     * @return what passes every call on
     */
    static ConflictResolver of(AgentRunner runner) {
        return new ConflictResolver() {
            @Override
            public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
                return runner.run(task, started);
            }

            @Override
            public void end(Workspace workspace, ProcessId process) {
                runner.end(workspace, process);
            }

            @Override
            public boolean isBusyIn(Workspace workspace) {
                return runner.isBusyIn(workspace);
            }

            @Override
            public String coordCommand() {
                return runner.coordCommand();
            }
        };
    }
}
