package dev.coord.core.ints;

import java.util.Arrays;

/** A heap of numbers without boxing, the smallest on top. */
public final class IntHeap {

    private int[] elements = new int[8];
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        int at = size++;
        while (at > 0 && elements[(at - 1) >> 1] > element) {
            elements[at] = elements[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        elements[at] = element;
    }

    public int remove() {
        int top = elements[0];
        int last = elements[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && elements[child + 1] < elements[child]) {
                child++;
            }
            if (elements[child] >= last) {
                break;
            }
            elements[at] = elements[child];
            at = child;
        }
        elements[at] = last;
        return top;
    }
}
