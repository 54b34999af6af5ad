package dev.coord.core.driver;

import dev.coord.CoordinationException.Refused;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.time.temporal.ChronoUnit;

/** What became of the attempt to make a parallel run. */
public sealed interface RunAttempt {

    /**
     * The answer for people.
     *
     * @return how the run ended, or which one is in the way and what to do next
     */
    String message();

    /**
     * Insists that everything landed.
     *
     * @return the run
     * @throws Refused if not, with {@link #message()}; what has landed stays, and the same call goes on
     */
    default RunRecord orElseThrow() {
        if (this instanceof Ended ended && ended.record().phase() instanceof RunPhase.Done) {
            return ended.record();
        }
        throw new Refused(message());
    }

    /**
     * The run ended: its phase says whether everything landed or why not.
     *
     * @param record the run as it stands in the store
     */
    record Ended(RunRecord record) implements RunAttempt {

        @Override
        public String message() {
            return record.phase() instanceof RunPhase.Stopped stopped
                    ? "run " + record.id() + " stopped: " + String.join("; ", stopped.reasons())
                    : "run " + record.id() + " has landed everything on "
                            + record.settings().target();
        }
    }

    /**
     * Another process, or another run of this one, drives a run of the same store; nothing was changed.
     *
     * @param other the other run
     */
    record AlreadyRunning(RunRecord other) implements RunAttempt {

        @Override
        public String message() {
            return "run " + other.id() + " is under way in this coordination directory, by process "
                    + other.owner().pid() + " since " + other.startedAt().truncatedTo(ChronoUnit.SECONDS)
                    + "; wait for its end, or see 'coord status'";
        }
    }

    /**
     * Another run works in the same repository, with this coordination directory or another one; nothing was changed.
     *
     * @param who which process, since when, with which coordination directory; a piece of a sentence
     */
    record RepositoryBusy(String who) implements RunAttempt {

        @Override
        public String message() {
            return "another run is under way in this repository, " + who + "; wait for its end, or see 'coord status'";
        }
    }

    /** Whoever started the run stopped it: every agent has ended, what was made is kept, and the same call goes on. */
    record Interrupted() implements RunAttempt {

        @Override
        public String message() {
            return "the run was stopped; the agents have ended, and the same call goes on where the run stood";
        }
    }
}
