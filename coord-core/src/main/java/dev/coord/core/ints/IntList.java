package dev.coord.core.ints;

import java.util.Arrays;

/** A growing list without boxing. */
public final class IntList {

    private int[] elements = new int[8];
    private int size;

    public void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    public int get(int index) {
        return elements[index];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public int[] sorted() {
        int[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    public int[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
