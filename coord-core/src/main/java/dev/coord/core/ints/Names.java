package dev.coord.core.ints;

import java.util.Arrays;

/**
 * Numbers names in the order they are first met: an open-addressing table, since a plan of a million features meets many
 * millions of names and a map of boxed numbers takes twice the memory. A slot holds the hash beside the number, so that a
 * name is only looked at where the hash is the same. Not safe for several threads while it grows.
 */
public final class Names {

    public static final int NONE = -1;

    private static final long FREE = 0;

    private String[] names;
    private long[] slots;
    private int size;

    /**
     * Makes an empty table.
     *
     * @param expected about how many names will be met; others find room too
     */
    public Names(int expected) {
        int room = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 2);
        names = new String[room];
        slots = new long[room * 2];
    }

    public int size() {
        return size;
    }

    public String name(int number) {
        return names[number];
    }

    /** The number of a name, a new one where it was not met before. */
    public int number(String name) {
        int hash = name.hashCode();
        int slot = slot(name, hash);
        if (slots[slot] != FREE) {
            return number(slots[slot]);
        }
        if (size == names.length) {
            grow();
            slot = slot(name, hash);
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        names[size] = name;
        return size++;
    }

    /** The number of a name, or {@link #NONE}. */
    public int find(String name) {
        return number(slots[slot(name, name.hashCode())]);
    }

    /** The number of the name that a text begins with, or {@link #NONE}; the hash is that of {@link String}. */
    public int findBeginning(String text, int length, int hash) {
        for (int slot = first(hash); slots[slot] != FREE; slot = next(slot)) {
            if (hash(slots[slot]) == hash) {
                String name = names[number(slots[slot])];
                if (name.length() == length && text.startsWith(name)) {
                    return number(slots[slot]);
                }
            }
        }
        return NONE;
    }

    /** Where a name is, or has room. */
    private int slot(String name, int hash) {
        int slot = first(hash);
        while (slots[slot] != FREE && !(hash(slots[slot]) == hash && names[number(slots[slot])].equals(name))) {
            slot = next(slot);
        }
        return slot;
    }

    /** Where to look first: the upper bits are mixed in, since the last characters of paths are much alike. */
    private int first(int hash) {
        return (((hash ^ (hash >>> 15)) * 0x9e3779b1) >>> 7) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static int number(long slot) {
        return (int) slot - 1;
    }

    private static int hash(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    private void grow() {
        names = Arrays.copyOf(names, size * 2);
        long[] old = slots;
        slots = new long[size * 4];
        for (long taken : old) {
            if (taken != FREE) {
                int slot = first(hash(taken));
                while (slots[slot] != FREE) {
                    slot = next(slot);
                }
                slots[slot] = taken;
            }
        }
    }
}
