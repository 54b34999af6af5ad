package dev.coord.lock;

/**
 * A number that grows with every grant, so that the holder of a smaller one can be recognised as late.
 *
 * @param value 0 before the first grant
 */
public record FencingToken(long value) implements Comparable<FencingToken> {

    /** The token before the first grant. */
    public static final FencingToken NONE = new FencingToken(0);

    /** Checks the sign. */
    public FencingToken {
        if (value < 0) {
            throw new IllegalArgumentException("a fencing token is never negative: " + value);
        }
    }

    /**
     * The token of the next grant.
     *
     * @return a greater token
     */
    public FencingToken next() {
        return new FencingToken(Math.addExact(value, 1));
    }

    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(value, other.value);
    }
}
