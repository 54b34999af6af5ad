package dev.coord.core.ints;

import java.util.Arrays;

/** Last in, first out, without boxing. */
public final class IntStack {

    private int[] elements = new int[16];
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }

    public void push(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    public int pop() {
        return elements[--size];
    }
}
