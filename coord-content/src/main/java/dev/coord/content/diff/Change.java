package dev.coord.content.diff;

/**
 * Where not all versions agree.
 *
 * @param kind which of them differ
 * @param region the lines
 */
public record Change(Kind kind, Region region) {

    /** Which versions differ. */
    public enum Kind {
        /** The target's is another than the base, and theirs is not. */
        OURS,
        /** Theirs is another than the base, and the target's is not. */
        THEIRS,
        /** Both are another, and the same. */
        BOTH,
        /** All three differ, or two changes touch each other. */
        CONFLICT
    }
}
