package dev.coord;

import dev.coord.CoordinationException.BadInput;
import java.util.Locale;

/**
 * Name of a feature: {@code [A-Za-z0-9][A-Za-z0-9._-]*}, at most 200 characters, usable in a git ref. Specification 1.1.
 *
 * @param value the name
 */
public record FeatureId(String value) implements Comparable<FeatureId> {

    private static final int LONGEST = 200;
    private static final String LOCK = ".lock";

    /**
     * Checks the form.
     *
     * @throws BadInput if the name is not allowed
     */
    public FeatureId {
        if (!hasForm(value)) {
            throw new BadInput(
                    "feature id '" + SafeText.excerpt(value)
                            + "' is not allowed; use letters, digits, '.', '_' and '-', at most 200, beginning with a letter or digit");
        }
        if (value.contains("..")
                || value.endsWith(".")
                || value.regionMatches(true, value.length() - LOCK.length(), LOCK, 0, LOCK.length())) {
            throw new BadInput("feature id '" + value
                    + "' cannot name a git branch; it may not hold '..' nor end with '.' or '.lock'");
        }
    }

    private static boolean hasForm(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean first = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!first && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= LONGEST;
    }

    /**
     * The id as two ids that differ by case only have it in common: file systems and refs may not tell them apart.
     *
     * @return the name in lower case
     */
    public String caseFolded() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(FeatureId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
