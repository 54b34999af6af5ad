package dev.coord.core.plan;

import java.util.Arrays;

/** A growing list without boxing. */
final class LongList {

    private long[] elements = new long[8];
    private int size;

    void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long[] sorted() {
        long[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    long[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
