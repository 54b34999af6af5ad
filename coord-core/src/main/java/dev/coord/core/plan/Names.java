package dev.coord.core.plan;

import java.util.Arrays;

/**
 * Numbers names in the order they are first met: an open-addressing table, since a plan of a million features meets many
 * millions of names and a map of boxed numbers takes twice the memory. Not safe for several threads while it grows.
 */
final class Names {

    static final int NONE = -1;

    private String[] names = new String[16];
    private int[] hashes = new int[16];
    private int[] slots = new int[32];
    private int size;

    int size() {
        return size;
    }

    String name(int number) {
        return names[number];
    }

    /** The number of a name, a new one where it was not met before. */
    int number(String name) {
        int hash = name.hashCode();
        int slot = slot(name, name.length(), hash);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == names.length) {
            grow();
            slot = slot(name, name.length(), hash);
        }
        names[size] = name;
        hashes[size] = hash;
        slots[slot] = ++size;
        return size - 1;
    }

    /** The number of a name, or {@link #NONE}. */
    int find(String name) {
        return slots[slot(name, name.length(), name.hashCode())] - 1;
    }

    /** The number of the name that a text begins with, or {@link #NONE}; the hash is that of {@link String}. */
    int findBeginning(String text, int length, int hash) {
        return slots[slot(text, length, hash)] - 1;
    }

    private int slot(String text, int length, int hash) {
        int mask = slots.length - 1;
        int slot = (((hash ^ (hash >>> 15)) * 0x9e3779b1) >>> 7) & mask;
        while (slots[slot] != 0 && !is(slots[slot] - 1, text, length, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean is(int number, String text, int length, int hash) {
        return hashes[number] == hash && names[number].length() == length && text.startsWith(names[number]);
    }

    private void grow() {
        names = Arrays.copyOf(names, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[size * 4];
        for (int number = 0; number < size; number++) {
            slots[slot(names[number], names[number].length(), hashes[number])] = number + 1;
        }
    }
}
