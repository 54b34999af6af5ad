package dev.coord.run;

import dev.coord.merge.CommitId;
import java.util.List;

/** What was found in a workspace after its agent had ended. */
public sealed interface Collected {

    /**
     * The work is committed on the feature's branch and pinned.
     *
     * @param tip the branch's latest commit; a commit of its own also where the agent changed nothing
     * @param changed every path that differs from the base, sorted
     */
    record Work(CommitId tip, List<String> changed) implements Collected {

        /** Copies the list. */
        public Work {
            changed = List.copyOf(changed);
        }
    }

    /**
     * The agent switched or rewrote its branch, so that what it made cannot be told; everything is pinned.
     *
     * @param reason what was found
     * @param kept where everything is
     */
    record Unusable(String reason, Kept kept) implements Collected {

        @Override
        public String toString() {
            return reason + "; its work is kept at " + kept;
        }
    }

    /**
     * Where work lies that is not used.
     *
     * @param ref the ref that keeps it, empty where there was nothing to keep
     */
    record Kept(String ref) {

        @Override
        public String toString() {
            return ref.isEmpty() ? "(nothing was left to keep)" : ref;
        }
    }
}
