package dev.coord.core.reach;

import dev.coord.proof.FileImports.Imported;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files of one tree, found by how others import them. Not changed once it is made; safe from all threads. */
public final class ImportTargets {

    private final Map<String, Set<String>> files = new HashMap<>();
    private final Map<String, Set<String>> directories = new HashMap<>();
    private final Map<String, List<String>> placesOfFiles = new HashMap<>();
    private final Map<String, Set<String>> modules = new HashMap<>();

    /**
     * Indexes them.
     *
     * @param names every file of the tree, with {@code /}
     * @param modules the directories that have a name for imports, by that name; the top is empty
     */
    public ImportTargets(Collection<String> names, Map<String, Set<String>> modules) {
        modules.forEach((module, places) -> this.modules.put(module, new TreeSet<>(places)));
        for (String name : names) {
            String directory = directory(name);
            if (files.computeIfAbsent(directory, none -> new TreeSet<>()).add(name)) {
                directories
                        .computeIfAbsent(last(directory), none -> new TreeSet<>())
                        .add(directory);
                placesOfFiles
                        .computeIfAbsent(last(name), none -> new ArrayList<>())
                        .add(name);
            }
        }
    }

    /**
     * The files that an import may mean.
     *
     * @param imported where a file says that they may lie
     * @return those that are there, sorted
     */
    public Set<String> of(Imported imported) {
        Set<String> found = new TreeSet<>();
        for (String ending : imported.endings()) {
            String path = imported.path().isEmpty() && ending.startsWith("/")
                    ? ending.substring(1)
                    : imported.path() + ending;
            switch (imported.where()) {
                case TOP -> found.addAll(at(path));
                case ANY_DIRECTORY -> found.addAll(anywhere(path));
                case MODULE -> inModules(path, found);
            }
        }
        return found;
    }

    private List<String> at(String path) {
        String last = last(path);
        Set<String> beside = files.getOrDefault(directory(path), Set.of());
        if (!last.startsWith("*")) {
            return beside.contains(path) ? List.of(path) : List.of();
        }
        return beside.stream().filter(file -> file.endsWith(last.substring(1))).toList();
    }

    private List<String> anywhere(String path) {
        if (!last(path).startsWith("*")) {
            return placesOfFiles.getOrDefault(last(path), List.of()).stream()
                    .filter(file -> endsWith(file, path))
                    .toList();
        }
        String wanted = directory(path);
        return directories.getOrDefault(last(wanted), Set.of()).stream()
                .filter(directory -> endsWith(directory, wanted))
                .flatMap(directory -> at(in(directory, last(path))).stream())
                .toList();
    }

    private void inModules(String path, Set<String> found) {
        modules.getOrDefault("", Set.of()).forEach(directory -> found.addAll(at(in(directory, path))));
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String rest = path.substring(end + 1);
            modules.getOrDefault(path.substring(0, end), Set.of())
                    .forEach(directory -> found.addAll(at(in(directory, rest))));
        }
    }

    private static boolean endsWith(String path, String segments) {
        return path.endsWith(segments)
                && (path.length() == segments.length() || path.charAt(path.length() - segments.length() - 1) == '/');
    }

    private static String in(String directory, String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }

    /** The directory of a file; empty for the top. */
    public static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
