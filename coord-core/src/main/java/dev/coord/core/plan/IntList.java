package dev.coord.core.plan;

import java.util.Arrays;

/** A growing list without boxing. */
final class IntList {

    private int[] elements = new int[8];
    private int size;

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    int get(int index) {
        return elements[index];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int[] sorted() {
        int[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
