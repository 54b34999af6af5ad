package dev.coord.merge;

import dev.coord.SafeText;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.List;

/** What a {@link StructuredMerger} made of the versions of one file. Values; safe from all threads. Specification 6.2. */
public sealed interface StructuredMerge {

    /** The versions are merged. */
    final class Merged implements StructuredMerge {
        private final byte[] content;
        private final List<Taken> taken;

        /**
         * Copies both.
         *
         * @param content the merged file
         * @param taken what of it was in conflict for git, in the order of the file
         */
        public Merged(byte[] content, List<Taken> taken) {
            this.content = content.clone();
            this.taken = List.copyOf(taken);
        }

        /**
         * The merged file.
         *
         * @return a copy of its bytes
         */
        public byte[] content() {
            return content.clone();
        }

        /**
         * What of it was in conflict for git, and came from where.
         *
         * @return the parts in the order of the file; what git itself merges is not listed
         */
        public List<Taken> taken() {
            return taken;
        }

        @Override
        public String toString() {
            return "Merged[" + content.length + " bytes, taken=" + taken + "]";
        }
    }

    /**
     * There is no merge that is certain to be right, so the conflict stays.
     *
     * @param reason what was not understood, or what both sides claim, on one safe line
     */
    record Refused(String reason) implements StructuredMerge {

        /** Makes the reason safe to show: it may quote the file. */
        public Refused {
            reason = SafeText.line(reason);
        }
    }

    /** The merger does not know such files at all; there is nothing to tell. */
    record Unknown() implements StructuredMerge {}

    /**
     * A part of a merged file that one side, or both alike, added, edited or deleted where git saw a conflict.
     *
     * @param kind how it was understood, such as {@code JSON} or {@code imports}
     * @param what its name, such as {@code dependencies/react}, on one safe line
     * @param change what the side did
     * @param side whose it is
     * @param lines where it stands in the merged file; for what was deleted, the place between two lines where it stood
     */
    record Taken(String kind, String what, Change change, Side side, LineRange lines) {

        /** Makes the name safe to show. */
        public Taken {
            what = SafeText.excerpt(what);
        }
    }

    /** What a side did to a part. */
    enum Change {
        /** It is new. */
        ADDED,
        /** It is another than in the base. */
        EDITED,
        /** It is gone. */
        DELETED
    }

    /** Where a part came from. */
    enum Side {
        /** The target alone. */
        OURS,
        /** The version that was merged into it alone. */
        THEIRS,
        /** Both sides alike. */
        BOTH
    }
}
