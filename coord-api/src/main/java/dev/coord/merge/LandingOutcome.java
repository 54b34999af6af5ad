package dev.coord.merge;

import dev.coord.CommitId;

/** What became of the attempt to land a candidate. Specification 6.1 and 6.3. */
public sealed interface LandingOutcome {

    /**
     * The target branch is the candidate, and a clean checkout of it was brought forward.
     *
     * @param commit what the branch is now
     */
    record Landed(CommitId commit) implements LandingOutcome {}

    /**
     * The target branch was moved by something else meanwhile; it was left as it is.
     *
     * @param now what the branch is
     */
    record TargetMoved(CommitId now) implements LandingOutcome {}

    /**
     * The checkout of the target branch cannot be brought forward; nothing was landed and the candidate is kept.
     *
     * @param reason what is in the way
     * @param keptAt the ref that keeps the candidate
     * @param command the command that lands it by hand; empty where none does before what is in the way is finished
     */
    record CheckoutInTheWay(String reason, String keptAt, String command) implements LandingOutcome {}
}
