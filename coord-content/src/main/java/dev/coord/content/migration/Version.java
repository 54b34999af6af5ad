package dev.coord.content.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The number of a migration. Parts are compared as numbers and zeros at the end do not count, so that {@code 01.0} is {@code 1}.
 *
 * @param parts without zeros at the end
 */
public record Version(List<BigInteger> parts) implements Comparable<Version> {

    private static final Pattern BETWEEN = Pattern.compile("[._]");

    /** Leaves out zeros at the end. */
    public Version {
        List<BigInteger> counting = new ArrayList<>(parts);
        while (!counting.isEmpty() && counting.get(counting.size() - 1).signum() == 0) {
            counting.remove(counting.size() - 1);
        }
        parts = List.copyOf(counting);
    }

    /** Reads digits with {@code .} or {@code _} between them. */
    public static Version of(String text) {
        return new Version(
                Stream.of(BETWEEN.split(text, -1)).map(BigInteger::new).toList());
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int compared = part(i).compareTo(other.part(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private BigInteger part(int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }
}
