package dev.coord.content.verify;

import dev.coord.content.text.NotUnderstood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines that stand once in the target's version and in the merged file stand in the target's order. */
final class Order {
    private Order() {}

    static void insist(List<String> ours, List<String> merged) {
        Map<String, Integer> places = once(merged);
        Map<String, Integer> mine = once(ours);
        int last = -1;
        for (String line : ours) {
            int place = mine.getOrDefault(line, -1) < 0 ? -1 : places.getOrDefault(line, -1);
            if (place >= 0 && place < last) {
                throw new NotUnderstood("the merged lines would stand in another order than the target");
            }
            last = Math.max(place, last);
        }
    }

    private static Map<String, Integer> once(List<String> lines) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.merge(lines.get(i), i, (first, second) -> -1);
        }
        return places;
    }
}
