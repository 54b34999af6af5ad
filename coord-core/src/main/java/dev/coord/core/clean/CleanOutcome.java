package dev.coord.core.clean;

import dev.coord.core.clean.Cleaning.Verdict;
import java.util.List;

/** What became of the wish to see, or remove, what coord keeps in a repository. */
public sealed interface CleanOutcome {

    /**
     * What is kept.
     *
     * @param target full name of the branch it was compared with
     * @param refs each ref, by name, and whether it goes
     * @param deleted whether those that go are gone; otherwise nothing was changed
     */
    record Listed(String target, List<Verdict> refs, boolean deleted) implements CleanOutcome {

        /** Copies the list. */
        public Listed {
            refs = List.copyOf(refs);
        }
    }

    /**
     * A run is under way; nothing was removed.
     *
     * @param message which one, and what to do
     */
    record Busy(String message) implements CleanOutcome {}
}
