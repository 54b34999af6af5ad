package dev.coord.git.structured;

import dev.coord.CommitId;
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
     * @param reasons why files were not merged by what they mean, each with its file; nothing where nobody knows such files
     * @param failure which file a command did not make anew, and why; otherwise empty
     * @param output the end of what that command printed
     */
    record Refused(List<String> reasons, String failure, String output) implements Resolution {

        /** Copies the list. */
        public Refused {
            reasons = List.copyOf(reasons);
        }

        /** Without a command that failed. */
        public Refused(List<String> reasons) {
            this(reasons, "", "");
        }
    }
}
