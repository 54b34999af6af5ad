package dev.coord.testkit.history;

import dev.coord.ProcessId;
import dev.coord.lock.LockOutcome;
import dev.coord.state.Command;

/** What can be asked of a store and the rules on it, and what else can happen to it. */
public sealed interface StoreCall {

    /**
     * A command is carried out.
     *
     * @param command which command
     */
    record Carry(Command<?> command) implements StoreCall {}

    /**
     * Locks are asked for, or the upgrade of a lease, and waited for.
     *
     * @param command what is asked
     */
    record Obtain(Command<LockOutcome> command) implements StoreCall {}

    /** The latest snapshot is read. */
    record Read() implements StoreCall {}

    /**
     * A process has died, and what it owned is taken away.
     *
     * @param process which process
     */
    record OwnerDied(ProcessId process) implements StoreCall {}
}
