package dev.coord.core.run;

import dev.coord.core.run.event.RunStep;
import dev.coord.run.RunRecord;

/** Whether a run could begin. */
public sealed interface RunBeginning {

    /**
     * The run is under way.
     *
     * @param step its first step
     */
    record Begun(RunStep step) implements RunBeginning {}

    /**
     * Another run is under way; nothing was changed.
     *
     * @param other the other run
     */
    record AlreadyRunning(RunRecord other) implements RunBeginning {}
}
