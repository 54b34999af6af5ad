package dev.coord.core.survival;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** By what a line is known wherever it is moved to, and however it is indented and spaced there. Pure. */
public final class LineKey {

    private LineKey() {}

    /**
     * The key of a line.
     *
     * @param line the line; each character beyond ASCII may stand for a byte
     * @return nothing for a line that says nothing alone, such as a blank one or a lone brace
     */
    public static Optional<String> of(String line) {
        char[] key = new char[line.length()];
        int length = 0;
        boolean says = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c > ' ') {
                key[length++] = c;
                says = says || c > 127 || Character.isLetterOrDigit(c);
            }
        }
        return says ? Optional.of(new String(key, 0, length)) : Optional.empty();
    }

    /**
     * The key of the same line as an entry at another place of its list: the last one has no comma at its end where the others have one.
     *
     * @param key a key
     * @return it with a comma at its end, or without the one it has
     */
    public static String elsewhereInItsList(String key) {
        return key.endsWith(",") ? key.substring(0, key.length() - 1) : key + ",";
    }

    /**
     * How often each key is among lines.
     *
     * @param lines the lines
     * @return a map of its own, which may be changed
     */
    public static Map<String, Integer> counts(Collection<String> lines) {
        Map<String, Integer> counts = new HashMap<>(2 * lines.size());
        lines.forEach(line -> of(line).ifPresent(key -> counts.merge(key, 1, Integer::sum)));
        return counts;
    }
}
