package dev.coord.core.plan;

import java.util.Arrays;

/** Last in, first out, without boxing. */
final class IntStack {

    private int[] elements = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    void push(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    int pop() {
        return elements[--size];
    }
}
