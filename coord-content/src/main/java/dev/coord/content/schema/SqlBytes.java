package dev.coord.content.schema;

/** Whether a file can be read as SQL. Pure. */
final class SqlBytes {

    /** Git takes what has a zero byte so early for binary; in UTF-16 every second one is zero. */
    private static final int FIRST = 8000;

    private SqlBytes() {}

    static boolean areText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, FIRST); i++) {
            if (content[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
