package dev.coord.core.driver;

import dev.coord.run.RunRecord;

/** What became of the attempt to make a parallel run. */
public sealed interface RunAttempt {

    /**
     * The run ended: its phase says whether everything landed or why not.
     *
     * @param record the run as it stands in the store
     */
    record Ended(RunRecord record) implements RunAttempt {}

    /**
     * Another process, or another run of this one, drives a run of the same store; nothing was changed.
     *
     * @param other the other run
     */
    record AlreadyRunning(RunRecord other) implements RunAttempt {}
}
