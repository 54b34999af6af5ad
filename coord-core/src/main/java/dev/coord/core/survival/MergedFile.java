package dev.coord.core.survival;

import java.util.List;

/**
 * A file that a merge made: what git alone makes of both sides, and what the merge holds. Immutable.
 *
 * @param path where it is in the merge, or was where the merge has it no more
 * @param plain what git makes of both sides without drivers and without anybody's choice, in the order of the file
 * @param merged the lines that the merge holds; none where it has no such file
 */
public record MergedFile(String path, List<Part> plain, List<String> merged) {

    /** Copies the lists. */
    public MergedFile {
        plain = List.copyOf(plain);
        merged = List.copyOf(merged);
    }

    /** A part of what git makes of both sides. */
    public sealed interface Part {}

    /**
     * Lines that git merges by itself.
     *
     * @param lines the lines
     * @param from who brought them
     * @param first the number of the first one in that side's file, from 1
     */
    public record Agreed(List<String> lines, Side from, int first) implements Part {

        /** Copies the lines. */
        public Agreed {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Lines on which the sides conflict.
     *
     * @param target what the target has
     * @param targetFirst the number of the first of these in the target's file, from 1
     * @param base what both began from
     * @param branch what the branch has
     * @param branchFirst the number of the first of these in the branch's file, from 1
     * @param isTold whether an agent was told of the conflict, which then chooses what stays
     */
    public record Disputed(
            List<String> target,
            int targetFirst,
            List<String> base,
            List<String> branch,
            int branchFirst,
            boolean isTold)
            implements Part {

        /** Copies the lines. */
        public Disputed {
            target = List.copyOf(target);
            base = List.copyOf(base);
            branch = List.copyOf(branch);
        }

        /** The lines of a side. */
        List<String> of(Side side) {
            return side == Side.TARGET ? target : branch;
        }

        /** The number of the first line of a side. */
        int first(Side side) {
            return side == Side.TARGET ? targetFirst : branchFirst;
        }
    }

    /** Who brings something to a merge. */
    public enum Side {

        /** The target had it, or both. */
        TARGET,

        /** The branch alone had it. */
        BRANCH
    }
}
