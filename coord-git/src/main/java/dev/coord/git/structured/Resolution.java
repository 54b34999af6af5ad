package dev.coord.git.structured;

import dev.coord.merge.CommitId;
import dev.coord.merge.Resolved;
import java.util.List;

/** What became of a feature that git cannot merge. */
public sealed interface Resolution {

    /**
     * All of it is merged.
     *
     * @param tree the merged tree
     * @param files what was merged beside git
     */
    record All(CommitId tree, List<Resolved> files) implements Resolution {

        /** Copies the list. */
        public All {
            files = List.copyOf(files);
        }
    }

    /**
     * The conflict stays.
     *
     * @param reasons why, for people; nothing where nobody knows such files
     * @param output the end of what a command printed that failed; empty where there is none
     */
    record Refused(List<String> reasons, String output) implements Resolution {

        /** Copies the list. */
        public Refused {
            reasons = List.copyOf(reasons);
        }

        /** Without a command that failed. */
        public Refused(List<String> reasons) {
            this(reasons, "");
        }
    }
}
