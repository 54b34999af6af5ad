package dev.coord.content.verify;

import dev.coord.content.text.NotUnderstood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines that stand once in a version and in the merged file stand in the order of that version. */
final class Order {
    private Order() {}

    static void insist(List<String> ours, List<String> merged) {
        if (!isKept(ours, merged)) {
            throw new NotUnderstood("the merged lines would stand in another order than the target");
        }
    }

    /** The whole file follows each side that the other one did not move about. */
    static void insistOnFile(List<String> base, List<String> ours, List<String> theirs, List<String> merged) {
        boolean follows =
                (!isKept(base, theirs) || isKept(ours, merged)) && (!isKept(base, ours) || isKept(theirs, merged));
        if (!follows) {
            throw new NotUnderstood("the merged file would have lines in another order than a side");
        }
    }

    private static boolean isKept(List<String> ours, List<String> merged) {
        Map<String, Integer> places = once(merged);
        Map<String, Integer> mine = once(ours);
        int last = -1;
        for (String line : ours) {
            int place = mine.getOrDefault(line, -1) < 0 ? -1 : places.getOrDefault(line, -1);
            if (place >= 0 && place < last) {
                return false;
            }
            last = Math.max(place, last);
        }
        return true;
    }

    private static Map<String, Integer> once(List<String> lines) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.merge(lines.get(i), i, (first, second) -> -1);
        }
        return places;
    }
}
