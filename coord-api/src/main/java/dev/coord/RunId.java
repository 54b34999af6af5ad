package dev.coord;

import dev.coord.CoordinationException.BadInput;
import java.util.regex.Pattern;

/**
 * Name of a parallel run: random, so that a repository made anew at the same path never meets an old one.
 *
 * @param value lower-case letters and digits, 1 to 40
 */
public record RunId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,40}");

    /**
     * Checks the form.
     *
     * @throws BadInput if the name is not allowed
     */
    public RunId {
        if (!isAllowed(value)) {
            throw new BadInput("run id is not allowed; use 1 to 40 lower-case letters and digits");
        }
    }

    /**
     * Whether a text has the form of a name.
     *
     * @param text any text
     * @return true if so
     */
    public static boolean isAllowed(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
