package dev.coord.content.diff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal lines equal numbers, since numbers are compared faster. */
final class Numbered {
    private final Map<String, Integer> numbers = new HashMap<>();

    int[] of(List<String> lines) {
        int[] numbered = new int[lines.size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = numbers.computeIfAbsent(lines.get(i), line -> numbers.size());
        }
        return numbered;
    }
}
