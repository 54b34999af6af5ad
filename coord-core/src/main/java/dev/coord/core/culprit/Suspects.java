package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom something speaks against in a red wave: whose own check is red; whose files the output of the tests names; who changed what
 * others of the wave changed as well. A hint for where to look first, and no more. Specification 6.1.
 */
public final class Suspects {

    private static final int CHECK = 1_000;
    private static final int OVERLAP = 1;

    private Suspects() {}

    /**
     * Weighs what speaks against each.
     *
     * @param changed the files that each feature of the wave changed, in the order they are merged in
     * @param checks whose checks are red
     * @param output what the tests printed
     * @return those against whom something speaks, the most suspect one first; of equals the one that is merged last
     */
    public static List<FeatureId> of(Map<FeatureId, List<String>> changed, List<FeatureId> checks, String output) {
        List<FeatureId> order = List.copyOf(changed.keySet());
        Map<FeatureId, Integer> weights = new TreeMap<>();
        changed.forEach((id, files) -> {
            int named =
                    (int) files.stream().filter(file -> isNamed(file, output)).count();
            boolean overlaps = changed.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(id)
                            && other.getValue().stream().anyMatch(files::contains));
            weights.put(id, 2 * named + (overlaps ? OVERLAP : 0) + (checks.contains(id) ? CHECK : 0));
        });
        return order.stream()
                .filter(id -> weights.getOrDefault(id, 0) > 0)
                .sorted(Comparator.<FeatureId>comparingInt(id -> weights.getOrDefault(id, 0))
                        .thenComparingInt(order::indexOf)
                        .reversed())
                .toList();
    }

    /** By its whole path, and not as the end of the name of another file. */
    private static boolean isNamed(String file, String output) {
        int at = output.indexOf(file);
        while (at >= 0) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(output.charAt(at - 1));
            int end = at + file.length();
            boolean ends = end == output.length() || !Character.isLetterOrDigit(output.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = output.indexOf(file, at + 1);
        }
        return false;
    }
}
