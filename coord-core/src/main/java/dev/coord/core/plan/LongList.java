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

    void clear() {
        size = 0;
    }

    /** What it holds, ascending, each once. */
    long[] distinct() {
        Arrays.sort(elements, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || elements[i] != elements[kept - 1]) {
                elements[kept++] = elements[i];
            }
        }
        return Arrays.copyOf(elements, kept);
    }
}
