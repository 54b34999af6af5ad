package dev.coord.content.module;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What has been read, by the contents it was read from, as long as it is among the latest. Safe from all threads.
 *
 * @param <V> what is kept
 */
final class Known<V> {
    private static final int MOST = 60_000;

    private final Map<String, V> known = new LinkedHashMap<>(16, 0.75f, true);

    boolean has(String key) {
        synchronized (known) {
            return known.get(key) != null;
        }
    }

    V of(String key, Supplier<V> reading) {
        synchronized (known) {
            V found = known.get(key);
            if (found != null) {
                return found;
            }
        }
        V read = reading.get();
        synchronized (known) {
            known.put(key, read);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return read;
    }
}
