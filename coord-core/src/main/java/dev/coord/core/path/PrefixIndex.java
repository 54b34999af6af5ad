package dev.coord.core.path;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntConsumer;

/**
 * Finds, for each of some texts, those that begin with it or that it begins with. In sorted order all that begin with a text
 * stand right behind it; what it begins with itself is met by going from each text to the longest other it begins with.
 */
final class PrefixIndex {

    private static final int NONE = -1;

    private final int[] sorted;
    private final int[] groupOf;
    private final int[] begin;
    private final int[] end;
    private final int[] shorter;
    private final int[] above;
    private int groups;

    PrefixIndex(String[] texts) {
        int count = texts.length;
        sorted = sorted(texts);
        groupOf = new int[count];
        begin = new int[count + 1];
        end = new int[count];
        shorter = new int[count];
        above = new int[count];
        String[] open = new String[count];
        int[] groupAt = new int[count];
        int depth = 0;
        for (int place = 0; place < count; place++) {
            String text = texts[sorted[place]];
            if (place == 0 || !text.equals(texts[sorted[place - 1]])) {
                while (depth > 0 && !text.startsWith(open[depth - 1])) {
                    end[groupAt[--depth]] = groups;
                }
                add(place, depth == 0 ? NONE : groupAt[depth - 1]);
                open[depth] = text;
                groupAt[depth++] = groups - 1;
            }
            groupOf[sorted[place]] = groups - 1;
        }
        begin[groups] = count;
        while (depth > 0) {
            end[groupAt[--depth]] = groups;
        }
    }

    /** How many there are for a text, itself included. */
    int count(int text) {
        int group = groupOf[text];
        return above[group] + begin[end[group]] - begin[group];
    }

    /** Names each of them. */
    void forEach(int text, IntConsumer found) {
        int group = groupOf[text];
        tell(begin[group], begin[end[group]], found);
        for (int longest = shorter[group]; longest != NONE; longest = shorter[longest]) {
            tell(begin[longest], begin[longest + 1], found);
        }
    }

    private void add(int place, int longest) {
        begin[groups] = place;
        shorter[groups] = longest;
        above[groups] = longest == NONE ? 0 : above[longest] + begin[longest + 1] - begin[longest];
        groups++;
    }

    private void tell(int from, int to, IntConsumer found) {
        for (int place = from; place < to; place++) {
            found.accept(sorted[place]);
        }
    }

    private static int[] sorted(String[] texts) {
        Integer[] places = new Integer[texts.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, Comparator.comparing(i -> texts[i]));
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }
}
