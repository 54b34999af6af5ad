package dev.coord.content.diff;

/**
 * Lines of the three versions that stand for each other: what lies before them is aligned, and what lies behind.
 *
 * @param base lines of the base
 * @param ours lines of the target's version
 * @param theirs lines of the other version
 */
public record Region(Span base, Span ours, Span theirs) {

    /**
     * Lines from {@code from} to before {@code to}, from 0.
     *
     * @param from the first line
     * @param to the one behind the last
     */
    public record Span(int from, int to) {

        /**
         * How many.
         *
         * @return the number of lines
         */
        public int size() {
            return to - from;
        }

        /**
         * The smallest one around both.
         *
         * @param other another one
         * @return from the first line of either to the last
         */
        public Span and(Span other) {
            return new Span(Math.min(from, other.from), Math.max(to, other.to));
        }
    }
}
