package dev.coord.content.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All objects that are there at one time. For one thread. */
final class Standings {

    private final NavigableMap<String, Standing> all = new TreeMap<>();
    /** The same by owner: among thousands of migrations a table has few parts. */
    private final Map<String, Set<String>> parts = new HashMap<>();

    Optional<Standing> get(String key) {
        return Optional.ofNullable(all.get(key));
    }

    boolean has(String key) {
        return all.containsKey(key);
    }

    boolean hasForCertain(String key) {
        Standing standing = all.get(key);
        return standing != null && standing.isCertain();
    }

    void put(Standing standing) {
        removeAlone(standing.key());
        all.put(standing.key(), standing);
        parts.computeIfAbsent(standing.owner(), any -> new HashSet<>()).add(standing.key());
    }

    /** With its parts; a schema with what is in it. */
    void remove(String key) {
        partsOf(key).forEach(part -> removeAlone(part.key()));
        inSchema(key).forEach(one -> removeAlone(one.key()));
        removeAlone(key);
    }

    /**
     * Gives it another key, and its parts and what is in a schema keys that begin with that.
     *
     * @return the old keys of those that moved with it, by the new ones
     */
    Map<String, String> rename(String old, String now) {
        Map<String, String> moved = new HashMap<>();
        List<Standing> with = partsOf(old);
        List<Standing> inside = inSchema(old);
        Standing itself = all.get(old);
        removeAlone(old);
        if (itself != null) {
            put(itself.moved(now, now));
        }
        for (Standing one : with) {
            removeAlone(one.key());
            String key = renamed(one.key(), old, now);
            put(one.moved(key, now));
            moved.put(key, one.key());
        }
        for (Standing one : inside) {
            removeAlone(one.key());
            put(one.moved(renamed(one.key(), old, now), renamed(one.owner(), old, now)));
            moved.put(renamed(one.key(), old, now), one.key());
        }
        return moved;
    }

    private static String renamed(String key, String old, String now) {
        return key.startsWith(old + ".") ? now + key.substring(old.length()) : key;
    }

    List<Standing> partsOf(String owner) {
        return parts.getOrDefault(owner, Set.of()).stream()
                .filter(key -> !key.equals(owner))
                .map(all::get)
                .toList();
    }

    /** Only a schema has a name without a dot. */
    private List<Standing> inSchema(String key) {
        return key.indexOf('.') >= 0
                ? List.of()
                : List.copyOf(all.subMap(key + ".", key + "/").values());
    }

    /** Of these nobody knows any more whether they are there. */
    void doubt(Predicate<Standing> which) {
        List.copyOf(all.values()).stream()
                .filter(Standing::isCertain)
                .filter(which)
                .forEach(one -> put(one.doubted()));
    }

    private void removeAlone(String key) {
        Standing gone = all.remove(key);
        if (gone != null) {
            parts.getOrDefault(gone.owner(), new HashSet<>()).remove(key);
        }
    }
}
