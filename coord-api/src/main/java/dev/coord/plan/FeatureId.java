package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Name of a feature: {@code [A-Za-z0-9][A-Za-z0-9._-]*}, at most 200 characters, usable in a git ref. Specification 1.1.
 *
 * @param value the name
 */
public record FeatureId(String value) implements Comparable<FeatureId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /**
     * Checks the form.
     *
     * @throws BadInput if the name is not allowed
     */
    public FeatureId {
        if (!FORM.matcher(value).matches()) {
            throw new BadInput(
                    "feature id '" + Printable.of(value)
                            + "' is not allowed; use letters, digits, '.', '_' and '-', at most 200, beginning with a letter or digit");
        }
        if (value.contains("..")
                || value.endsWith(".")
                || value.toLowerCase(Locale.ROOT).endsWith(".lock")) {
            throw new BadInput("feature id '" + value
                    + "' cannot name a git branch; it may not hold '..' nor end with '.' or '.lock'");
        }
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
