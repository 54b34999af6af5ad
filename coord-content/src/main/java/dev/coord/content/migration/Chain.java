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

/**
 * The migrations of a directory that name what comes before them, as a graph. A squashed migration and what it replaces are one place
 * in it: what names one of them comes behind all of them.
 */
public final class Chain {

    private final List<PythonMigration> all;
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> replacedBy = new HashMap<>();
    private final String label;

    public Chain(String directory, Collection<PythonMigration> migrations) {
        this.all = migrations.stream()
                .sorted(Comparator.comparing(PythonMigration::name).thenComparing(PythonMigration::path))
                .toList();
        all.forEach(one -> names.add(one.name()));
        this.label = label(directory);
        all.forEach(one -> replaced(one).forEach(name -> replacedBy.putIfAbsent(name, one.name())));
    }

    /** What the app calls itself: mostly as its directory, but its configuration may say otherwise. */
    private String label(String directory) {
        String usual = Paths.last(Paths.above(directory));
        Map<String, Integer> used = new TreeMap<>();
        for (PythonMigration one : all) {
            for (Link link : one.links()) {
                if (names.contains(link.name()) && !link.name().equals(one.name())) {
                    used.merge(link.label(), 1, Integer::sum);
                }
            }
            one.replaced().forEach(link -> used.merge(link.label(), 1, Integer::sum));
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
        return own(one.links());
    }

    private List<Link> own(List<Link> links) {
        return links.stream()
                .filter(link -> link.label().isEmpty() || link.label().equals(label))
                .toList();
    }

    /** The names of what a migration replaces, in the same app. */
    public List<String> replaced(PythonMigration one) {
        return own(one.replaced()).stream().map(Link::name).toList();
    }

    /** What is replaced by another migration that is here, and what that is called. */
    public Optional<String> replacing(String name) {
        return Optional.ofNullable(replacedBy.get(name));
    }

    /** The last of those that replace each other, beginning with a name; itself where nothing does. */
    private String place(String name) {
        String last = name;
        Set<String> asked = new HashSet<>();
        while (asked.add(last)) {
            last = replacedBy.getOrDefault(last, last);
        }
        return last;
    }

    public String app() {
        return label;
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    /** What is called so, or stands for what was. */
    public Optional<PythonMigration> named(String name) {
        String there = names.contains(name) ? name : place(name);
        return all.stream().filter(one -> one.name().equals(there)).findFirst();
    }

    /** Whether nothing names it, or what it replaces. */
    public boolean isEnd(PythonMigration one) {
        return place(one.name()).equals(one.name()) && all.stream().noneMatch(other -> follows(other, one.name()));
    }

    /** What names it, and what names that, and so on. */
    public List<PythonMigration> behind(String name) {
        List<PythonMigration> behind = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        List<String> next = new ArrayList<>(List.of(place(name)));
        while (!next.isEmpty()) {
            String before = next.remove(next.size() - 1);
            if (asked.add(before)) {
                all.stream()
                        .filter(one -> follows(one, before) && !behind.contains(one))
                        .forEach(one -> {
                            behind.add(one);
                            next.add(place(one.name()));
                        });
            }
        }
        return behind;
    }

    private boolean follows(PythonMigration one, String place) {
        return !place(one.name()).equals(place)
                && own(one).stream().anyMatch(link -> place(link.name()).equals(place));
    }

    /**
     * None stands before what it names or replaces; those that are free come in order of names. What names each other in a circle comes last.
     */
    public List<PythonMigration> inOrder() {
        Map<PythonMigration, Set<String>> missing = new HashMap<>();
        Map<String, List<PythonMigration>> following = new HashMap<>();
        TreeSet<PythonMigration> free =
                new TreeSet<>(Comparator.comparing(PythonMigration::name).thenComparing(PythonMigration::path));
        for (PythonMigration one : all) {
            Set<String> before = new HashSet<>();
            own(one).stream()
                    .map(link -> names.contains(link.name()) ? link.name() : place(link.name()))
                    .filter(names::contains)
                    .forEach(before::add);
            replaced(one).stream().filter(names::contains).forEach(before::add);
            before.remove(one.name());
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
