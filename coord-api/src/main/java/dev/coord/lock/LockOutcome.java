package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.CoordinationException.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The answer to a lock request, or to the wish to upgrade a lease. Specification 3.2. */
public sealed interface LockOutcome
        permits LockOutcome.Granted,
                LockOutcome.Waiting,
                LockOutcome.Denied,
                LockOutcome.Deadlocked,
                LockOutcome.TimedOut,
                LeaseOutcome.Gone {

    /**
     * The answer for people.
     *
     * @return what was granted, or who is in the way and what to do next
     */
    String message();

    /**
     * The lease, for a caller that has nothing else to do without it.
     *
     * @return what was granted
     * @throws Refused if nothing was, with {@link #message()}; the request is as the outcome says
     * @throws dev.coord.CoordinationException.LeaseLost if a lease that was to be upgraded is gone
     */
    default Lease orElseThrow() {
        throw new Refused(message());
    }

    /**
     * Every lock of the request is held.
     *
     * @param lease what was granted
     */
    record Granted(Lease lease) implements LockOutcome {

        @Override
        public String message() {
            return "lease '" + lease.id() + "' is granted until "
                    + lease.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", under token "
                    + lease.token().value();
        }

        @Override
        public Lease orElseThrow() {
            return lease;
        }
    }

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

        @Override
        public String message() {
            return "still waiting: " + Holder.inWords(heldBy);
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

        @Override
        public String message() {
            return "denied: " + Holder.inWords(heldBy)
                    + "; wait with --wait, ask for other files, or see 'coord lock list'";
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

        @Override
        public String message() {
            return "denied: waiting would close a circle, "
                    + cycle.stream().map(AgentId::value).collect(Collectors.joining(" waits for "))
                    + (cycle.isEmpty() ? "" : " waits for " + cycle.get(0)) + "; release what you hold and ask again";
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

        @Override
        public String message() {
            return "timed out: " + Holder.inWords(heldBy) + "; the request was withdrawn, ask again later";
        }
    }
}
