package dev.coord.core.survival;

import java.util.List;

/**
 * A file that a merge made: what git alone makes of both sides, and what the merge holds. Immutable.
 *
 * @param path where it is in the merge, or was where the merge has it no more
 * @param plain what git makes of both sides without drivers and without anybody's choice, in the order of the file
 * @param merged the lines that the merge holds; none where it has no such file
 * @param target the lines that the target has there
 * @param branch the lines that the branch has there
 */
public record MergedFile(String path, List<Part> plain, List<String> merged, List<String> target, List<String> branch) {

    /** Copies the lists. */
    public MergedFile {
        plain = List.copyOf(plain);
        merged = List.copyOf(merged);
        target = List.copyOf(target);
        branch = List.copyOf(branch);
    }

    /** What a side has there. */
    List<String> of(Side side) {
        return side == Side.TARGET ? target : branch;
    }

    /** A part of what git makes of both sides. */
    public sealed interface Part {}

    /**
     * Lines that git merges by itself.
     *
     * @param lines the lines
     */
    public record Agreed(List<String> lines) implements Part {

        /** Copies the lines. */
        public Agreed {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Lines on which the sides conflict.
     *
     * @param target what the target has
     * @param base what both began from
     * @param branch what the branch has
     * @param isTold whether an agent was told of the conflict, which then chooses what stays
     */
    public record Disputed(List<String> target, List<String> base, List<String> branch, boolean isTold)
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
    }

    /** Who brings something to a merge. */
    public enum Side {

        /** The target had it, or both. */
        TARGET,

        /** The branch alone had it. */
        BRANCH
    }
}
