package dev.coord.core.conflict;

import java.util.Arrays;

/**
 * What one feature shares with others: other features, kinds of conflict and names, each in one number, so that sorting
 * them is all it takes to tell pairs in order. Used again for feature after feature. Not safe for several threads.
 */
final class SharedNames {

    private static final int NAME_BITS = 31;
    private static final int KIND_BITS = 2;

    private long[] elements = new long[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int other, int kind, int name) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = ((long) other << KIND_BITS | kind) << NAME_BITS | name;
    }

    /** Sorts by other feature, kind and name, and keeps each once. */
    void sort() {
        Arrays.sort(elements, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || elements[i] != elements[kept - 1]) {
                elements[kept++] = elements[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int other(int at) {
        return (int) (elements[at] >>> (KIND_BITS + NAME_BITS));
    }

    int kind(int at) {
        return (int) (elements[at] >>> NAME_BITS) & ((1 << KIND_BITS) - 1);
    }

    int name(int at) {
        return (int) elements[at] & Integer.MAX_VALUE;
    }

    /** Behind the last of those that share a place's other feature and kind. */
    int end(int at) {
        long same = elements[at] >>> NAME_BITS;
        int end = at + 1;
        while (end < size && elements[end] >>> NAME_BITS == same) {
            end++;
        }
        return end;
    }
}
