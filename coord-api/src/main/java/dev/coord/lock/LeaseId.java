package dev.coord.lock;

import dev.coord.CoordinationException.BadInput;
import java.util.regex.Pattern;

/**
 * A granted set of locks, named.
 *
 * @param value letters, digits, {@code .}, {@code _}, {@code :} and {@code -}, at most 300
 */
public record LeaseId(String value) implements Comparable<LeaseId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,300}");

    /**
     * Checks the form.
     *
     * @throws BadInput if the id is not allowed
     */
    public LeaseId {
        if (!FORM.matcher(value).matches()) {
            throw new BadInput("this is not the id of a lease; use it as it was given");
        }
    }

    @Override
    public int compareTo(LeaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
