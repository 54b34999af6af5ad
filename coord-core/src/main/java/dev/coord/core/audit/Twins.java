package dev.coord.core.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Names that cannot lie beside some of those asked for on every file system. Two directories can: there they are one, and nothing
 * in them is lost. What is not UTF-8 has no twin.
 */
final class Twins {

    private static final char UNKNOWN = 0xfffd;

    /** Files where one that is asked for lies, and files below that place. */
    private final Map<String, List<String>> atFiles = new HashMap<>();

    /** Files where a directory lies that one is in. */
    private final Map<String, List<String>> atDirectories = new HashMap<>();

    private Twins() {}

    /**
     * Looks among names for those that matter to some.
     *
     * @param asked files
     * @param names every file that there is
     */
    static Twins of(Collection<String> asked, Iterable<String> names) {
        Twins twins = new Twins();
        for (String path : asked) {
            String folded = FoldedName.of(path);
            twins.atFiles.put(folded, new ArrayList<>());
            for (int end = folded.indexOf('/'); end > 0; end = folded.indexOf('/', end + 1)) {
                twins.atDirectories.put(folded.substring(0, end), new ArrayList<>());
            }
        }
        if (!asked.isEmpty()) {
            names.forEach(twins::add);
        }
        return twins;
    }

    private void add(String name) {
        if (name.indexOf(UNKNOWN) >= 0) {
            return;
        }
        String folded = FoldedName.of(name);
        add(atFiles, folded, name);
        add(atDirectories, folded, name);
        for (int end = folded.indexOf('/'); end > 0; end = folded.indexOf('/', end + 1)) {
            add(atFiles, folded.substring(0, end), name);
        }
    }

    private static void add(Map<String, List<String>> places, String folded, String name) {
        List<String> place = places.get(folded);
        if (place != null) {
            place.add(name);
        }
    }

    /** The files beside which one that was asked for cannot lie, sorted. */
    Stream<String> of(String path) {
        String folded = FoldedName.of(path);
        List<String> found = new ArrayList<>(atFiles.getOrDefault(folded, List.of()));
        found.remove(path);
        for (int end = folded.indexOf('/'); end > 0; end = folded.indexOf('/', end + 1)) {
            found.addAll(atDirectories.getOrDefault(folded.substring(0, end), List.of()));
        }
        return found.stream().sorted();
    }

    /** Whether two of them are the same, as far as the shorter one reaches, but for the way Unicode writes them. */
    static boolean areOfUnicode(String one, String other) {
        String normal = FoldedName.normal(one) + '/';
        String otherNormal = FoldedName.normal(other) + '/';
        return normal.startsWith(otherNormal) || otherNormal.startsWith(normal);
    }
}
