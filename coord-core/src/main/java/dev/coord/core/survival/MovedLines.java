package dev.coord.core.survival;

import java.util.Collection;
import java.util.Map;

/** Whether a file that is gone is there under another name, however it is indented and spaced there. Pure. */
public final class MovedLines {

    private MovedLines() {}

    /**
     * Looks for its lines.
     *
     * @param gone the lines of the file that is gone
     * @param come how often each key is new in other files
     * @return whether most of its lines that say something are among them
     */
    public static boolean areThere(Collection<String> gone, Map<String, Integer> come) {
        int all = 0;
        int found = 0;
        for (Map.Entry<String, Integer> line : LineKey.counts(gone).entrySet()) {
            all += line.getValue();
            found += Math.min(line.getValue(), Math.max(0, come.getOrDefault(line.getKey(), 0)));
        }
        return 2 * found > all;
    }
}
