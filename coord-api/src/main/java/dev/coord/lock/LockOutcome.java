package dev.coord.lock;

import dev.coord.AgentId;
import java.time.Instant;
import java.util.List;

/** The answer to a lock request, or to the wish to upgrade a lease. Specification 3.2. */
public sealed interface LockOutcome
        permits LockOutcome.Granted,
                LockOutcome.Waiting,
                LockOutcome.Denied,
                LockOutcome.Deadlocked,
                LockOutcome.TimedOut,
                LeaseOutcome.Gone {

    /**
     * Every lock of the request is held.
     *
     * @param lease what was granted
     */
    record Granted(Lease lease) implements LockOutcome {}

    /**
     * The request is in the queue and holds nothing.
     *
     * @param request which request
     * @param deadline when it leaves the queue
     * @param heldBy who is in the way, at least one
     */
    record Waiting(RequestId request, Instant deadline, List<Holder> heldBy) implements LockOutcome {

        /** Copies the list. */
        public Waiting {
            heldBy = List.copyOf(heldBy);
        }
    }

    /**
     * The request was refused and left nothing behind.
     *
     * @param heldBy who is in the way, at least one
     */
    record Denied(List<Holder> heldBy) implements LockOutcome {

        /** Copies the list. */
        public Denied {
            heldBy = List.copyOf(heldBy);
        }
    }

    /**
     * The request was refused because queueing it would make agents wait for each other for ever.
     *
     * @param cycle the agents, each waiting for the next and the last for the first; the first is the one that asked
     */
    record Deadlocked(List<AgentId> cycle) implements LockOutcome {

        /** Copies the list. */
        public Deadlocked {
            cycle = List.copyOf(cycle);
        }
    }

    /**
     * The request waited as long as it was allowed to and left nothing behind.
     *
     * @param heldBy who was in the way at the end
     */
    record TimedOut(List<Holder> heldBy) implements LockOutcome {

        /** Copies the list. */
        public TimedOut {
            heldBy = List.copyOf(heldBy);
        }
    }
}
