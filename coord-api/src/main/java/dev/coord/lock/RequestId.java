package dev.coord.lock;

import dev.coord.CoordinationException.BadInput;
import java.util.regex.Pattern;

/**
 * Name of a lock request, chosen by its caller. Repeating a request with the same id gives the first answer again.
 *
 * @param value letters, digits, {@code .}, {@code _}, {@code :} and {@code -}, at most 300
 */
public record RequestId(String value) implements Comparable<RequestId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,300}");

    /**
     * Checks the form.
     *
     * @throws BadInput if the id is not allowed
     */
    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new BadInput("this is not the id of a request; use it as it was given");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
