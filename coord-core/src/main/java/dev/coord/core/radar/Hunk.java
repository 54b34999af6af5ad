package dev.coord.core.radar;

import dev.coord.merge.MergeOutcome.LineRange;

/**
 * Lines that a side changed in a file, all of them next to each other.
 *
 * @param before how many lines both sides began from stand before them
 * @param removed how many of these it removed
 * @param first the first line that it put in their place, or the one that stands there now, from 1
 * @param added how many lines it put in their place
 * @param text those lines
 */
public record Hunk(int before, int removed, int first, int added, String text) {

    /** The end of the lines that both sides began from. */
    int end() {
        return before + removed;
    }

    /** Where it is in the file as this side has it. */
    public LineRange lines() {
        return new LineRange(first, first + added - 1);
    }

    /** How many unchanged lines lie between the two; less than none where they overlap. */
    int distance(Hunk other) {
        return Math.max(before, other.before) - Math.min(end(), other.end());
    }

    /** Whether both sides made the same change, which no merge has to decide. */
    boolean isSameAs(Hunk other) {
        return before == other.before && removed == other.removed && text.equals(other.text);
    }
}
