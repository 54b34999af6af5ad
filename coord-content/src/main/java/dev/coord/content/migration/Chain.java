package dev.coord.content.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The migrations of a directory that name what comes before them, as a graph. */
public final class Chain {

    private final List<PythonMigration> all;
    private final Set<String> names = new HashSet<>();
    private final String label;

    public Chain(String directory, Collection<PythonMigration> migrations) {
        this.all = migrations.stream()
                .sorted(Comparator.comparing(PythonMigration::name).thenComparing(PythonMigration::path))
                .toList();
        all.forEach(one -> names.add(one.name()));
        this.label = label(directory);
    }

    /** What the app calls itself: mostly as its directory, but its configuration may say otherwise. */
    private String label(String directory) {
        String usual = Paths.last(Paths.above(directory));
        Map<String, Integer> used = new TreeMap<>();
        for (PythonMigration one : all) {
            for (Link link : one.links()) {
                if (names.contains(link.name())) {
                    used.merge(link.label(), 1, Integer::sum);
                }
            }
        }
        return used.isEmpty() || used.containsKey(usual)
                ? usual
                : used.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
    }

    /** What a migration names of the same app. */
    public List<Link> own(PythonMigration one) {
        return one.links().stream()
                .filter(link -> link.label().isEmpty() || link.label().equals(label))
                .toList();
    }

    public String app() {
        return label;
    }

    public Optional<PythonMigration> named(String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Whether nothing names it. */
    public boolean isEnd(PythonMigration one) {
        return all.stream().noneMatch(other -> names(other, one.name()));
    }

    /** What names it, and what names that, and so on. */
    public List<PythonMigration> behind(String name) {
        List<PythonMigration> behind = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        List<String> next = new ArrayList<>(List.of(name));
        while (!next.isEmpty()) {
            String before = next.remove(next.size() - 1);
            if (asked.add(before)) {
                all.stream()
                        .filter(one -> names(one, before) && !behind.contains(one))
                        .forEach(one -> {
                            behind.add(one);
                            next.add(one.name());
                        });
            }
        }
        return behind;
    }

    private boolean names(PythonMigration one, String name) {
        return own(one).stream().anyMatch(link -> link.name().equals(name));
    }

    /**
     * None stands before what it names; those that are free come in order of names. What names each other in a circle comes last.
     */
    public List<PythonMigration> inOrder() {
        Map<PythonMigration, Set<String>> missing = new HashMap<>();
        Map<String, List<PythonMigration>> following = new HashMap<>();
        TreeSet<PythonMigration> free =
                new TreeSet<>(Comparator.comparing(PythonMigration::name).thenComparing(PythonMigration::path));
        for (PythonMigration one : all) {
            Set<String> before = new HashSet<>();
            own(one).stream().map(Link::name).filter(names::contains).forEach(before::add);
            before.forEach(name ->
                    following.computeIfAbsent(name, any -> new ArrayList<>()).add(one));
            missing.put(one, before);
            if (before.isEmpty()) {
                free.add(one);
            }
        }
        List<PythonMigration> ordered = new ArrayList<>();
        while (!free.isEmpty()) {
            PythonMigration next = free.pollFirst();
            ordered.add(next);
            missing.remove(next);
            for (PythonMigration one : following.getOrDefault(next.name(), List.of())) {
                Set<String> left = missing.get(one);
                if (left != null && left.remove(next.name()) && left.isEmpty()) {
                    free.add(one);
                }
            }
        }
        all.stream().filter(missing::containsKey).forEach(ordered::add);
        return ordered;
    }
}
