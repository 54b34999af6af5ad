package dev.coord;

import dev.coord.CoordinationException.BadInput;
import java.util.regex.Pattern;

/**
 * A commit.
 *
 * @param value its full hexadecimal id
 */
public record CommitId(String value) implements Comparable<CommitId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final int SHORT = 10;

    /**
     * Checks the form.
     *
     * @throws BadInput if it is not a full commit id
     */
    public CommitId {
        if (!FORM.matcher(value).matches()) {
            throw new BadInput("'" + value + "' is not a full commit id");
        }
    }

    /**
     * The id as people write it.
     *
     * @return its first ten digits
     */
    public String abbreviated() {
        return value.substring(0, SHORT);
    }

    @Override
    public int compareTo(CommitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
