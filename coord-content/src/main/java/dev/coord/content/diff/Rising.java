package dev.coord.content.diff;

/** The longest row of pairs that rises in both, where they rise in the first already. */
final class Rising {
    private Rising() {}

    /** {@code pairs} has first and second of each pair in turn, {@code count} of them. */
    static int[] longest(int[] pairs, int count) {
        int[] lasts = new int[count];
        int[] previous = new int[count];
        int length = 0;
        for (int i = 0; i < count; i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs[2 * lasts[middle] + 1] < pairs[2 * i + 1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : lasts[low - 1];
            lasts[low] = i;
            length = Math.max(length, low + 1);
        }
        int[] row = new int[2 * length];
        int pair = length == 0 ? -1 : lasts[length - 1];
        for (int i = length - 1; i >= 0; i--) {
            row[2 * i] = pairs[2 * pair];
            row[2 * i + 1] = pairs[2 * pair + 1];
            pair = previous[pair];
        }
        return row;
    }
}
