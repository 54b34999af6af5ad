package dev.coord.core.answer;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.CoordinationException.Refused;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.UndoneMigration;
import dev.coord.lock.LockOutcome;
import dev.coord.run.RunPhase;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.LifecycleOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends, and the code that an error carries; stable numbers for scripts. */
public enum ExitCode {
    /** Done, or granted. */
    DONE(0, "done, or granted"),
    /** Anything else; the message says what. */
    FAILED(1, "anything else; the message says what"),
    /** Bad input or options; nothing was changed. */
    BAD_INPUT(2, "bad input or options; nothing was changed"),
    /** Denied by a conflict. */
    CONFLICT(3, "denied by a conflict"),
    /** Timed out waiting. */
    TIMED_OUT(4, "timed out waiting"),
    /** Prerequisites are not completed. */
    PREREQUISITES(5, "prerequisites are not completed"),
    /** The lease is not in force any more. */
    LEASE_LOST(6, "the lease is not in force any more"),
    /** Every feature is completed: nothing is left to do. */
    ALL_DONE(7, "nothing left to do: every feature is completed ('coord next')"),
    /** Whoever was to read the answer has gone. */
    UNREAD(141, "whoever was to read the answer has gone");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /**
     * The number that scripts see.
     *
     * @return 0 to 255
     */
    public int number() {
        return number;
    }

    /**
     * The code of a failure.
     *
     * @param failure what was thrown
     * @return its code; {@link #FAILED} for what nobody foresaw
     */
    public static ExitCode of(Exception failure) {
        if (failure instanceof BadInput) {
            return BAD_INPUT;
        }
        if (failure instanceof LeaseLost) {
            return LEASE_LOST;
        }
        if (failure instanceof Refused) {
            return CONFLICT;
        }
        if (failure instanceof StoreFailed || failure instanceof RepositoryFailed) {
            return FAILED;
        }
        if (failure instanceof CoordinationException) {
            throw new AssertionError(failure);
        }
        return FAILED;
    }

    /**
     * The code of an answer to a request for locks or for an upgrade.
     *
     * @param outcome what became of the request
     * @return its code
     */
    public static ExitCode of(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Granted) {
            return DONE;
        }
        if (outcome instanceof LockOutcome.Denied || outcome instanceof LockOutcome.Deadlocked) {
            return CONFLICT;
        }
        if (outcome instanceof LockOutcome.TimedOut || outcome instanceof LockOutcome.Waiting) {
            return TIMED_OUT;
        }
        throw new AssertionError(outcome);
    }

    /**
     * The code of an answer to a step in a feature's life.
     *
     * @param outcome what became of the step
     * @return its code
     */
    public static ExitCode of(LifecycleOutcome outcome) {
        if (outcome instanceof LifecycleOutcome.Moved || outcome instanceof LifecycleOutcome.Stored) {
            return DONE;
        }
        if (outcome instanceof LifecycleOutcome.PrerequisitesMissing) {
            return PREREQUISITES;
        }
        if (outcome instanceof LifecycleOutcome.Halted
                || outcome instanceof LifecycleOutcome.NotTheOwner
                || outcome instanceof LifecycleOutcome.MadeByRun) {
            return CONFLICT;
        }
        if (outcome instanceof LifecycleOutcome.UnknownFeature) {
            return BAD_INPUT;
        }
        if (outcome instanceof LifecycleOutcome.StaleLease) {
            return LEASE_LOST;
        }
        if (outcome instanceof LifecycleOutcome.IllegalMove) {
            return FAILED;
        }
        throw new AssertionError(outcome);
    }

    /**
     * The code of an answer to an agent that asks for work.
     *
     * @param outcome what became of its wish
     * @return its code
     */
    public static ExitCode of(ClaimOutcome outcome) {
        if (outcome instanceof ClaimOutcome.Claimed) {
            return DONE;
        }
        if (outcome instanceof ClaimOutcome.NothingReady) {
            return TIMED_OUT;
        }
        if (outcome instanceof ClaimOutcome.AllDone) {
            return ALL_DONE;
        }
        if (outcome instanceof ClaimOutcome.Stuck) {
            return PREREQUISITES;
        }
        throw new AssertionError(outcome);
    }

    /**
     * The code of a parallel run.
     *
     * @param attempt what became of the attempt
     * @return its code
     */
    public static ExitCode of(RunAttempt attempt) {
        if (attempt instanceof RunAttempt.AlreadyRunning || attempt instanceof RunAttempt.RepositoryBusy) {
            return CONFLICT;
        }
        if (attempt instanceof RunAttempt.Ended ended) {
            return ended.record().phase() instanceof RunPhase.Done ? DONE : FAILED;
        }
        if (attempt instanceof RunAttempt.Interrupted) {
            return FAILED;
        }
        throw new AssertionError(attempt);
    }

    /**
     * The code of taking landed work back.
     *
     * @param outcome what became of it
     * @return its code
     */
    public static ExitCode of(RollbackOutcome outcome) {
        if (outcome instanceof RollbackOutcome.TakenBack taken) {
            return taken.behind().isEmpty() ? DONE : FAILED;
        }
        if (outcome instanceof RollbackOutcome.WithSchema with) {
            return UndoneMigration.areAll(with.migrations()) ? of(with.branch()) : FAILED;
        }
        if (outcome instanceof RollbackOutcome.NothingToDo || outcome instanceof RollbackOutcome.Noted) {
            return DONE;
        }
        if (outcome instanceof RollbackOutcome.Refused) {
            return CONFLICT;
        }
        if (outcome instanceof RollbackOutcome.InTheWay) {
            return FAILED;
        }
        throw new AssertionError(outcome);
    }

    /**
     * What every number means.
     *
     * @return a line for each number, in order
     */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
