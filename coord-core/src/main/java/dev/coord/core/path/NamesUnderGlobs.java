package dev.coord.core.path;

import dev.coord.RepoPath;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.Names;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which paths without wildcards a glob overlaps. They are looked for below what the glob begins with, or by the name it
 * ends with, whichever leaves fewer; what only one of these ways needs is made when it is first gone. Reading 6.
 */
final class NamesUnderGlobs {

    /** So few that looking at them costs no more than looking for fewer. */
    private static final int FEW = 16;

    private final Names paths;
    private final int[] plain;
    private final @Nullable PathPattern[] patterns;
    private final int[] comparedWith;
    private final IntList endless = new IntList();
    private int @Nullable [] sorted;
    private @Nullable Map<String, IntList> byName;
    private @Nullable NavigableMap<String, IntList> byEnd;
    private @Nullable Set<String> directories;

    /**
     * Looks among these.
     *
     * @param paths all paths
     * @param plain the numbers of those without wildcards
     */
    NamesUnderGlobs(Names paths, int[] plain) {
        this.paths = paths;
        this.plain = plain;
        this.patterns = new PathPattern[paths.size()];
        this.comparedWith = new int[paths.size()];
        for (int path : plain) {
            if (paths.name(path).endsWith("/")) {
                endless.add(path);
            }
        }
    }

    /** Tells each that a glob overlaps; the glob's number is another with every call, from 0. */
    void find(int number, PathPattern glob, IntConsumer found) {
        for (PathShape shape : glob.shapes()) {
            find(shape, path -> {
                // beginning with 1, so that 0 is no glob's
                if (comparedWith[path] != number + 1) {
                    comparedWith[path] = number + 1;
                    if (glob.overlaps(pattern(path))) {
                        found.accept(path);
                    }
                }
            });
        }
    }

    private void find(PathShape shape, IntConsumer found) {
        above(shape.head(), found);
        int[] below = below(shape.head());
        int[] alike = below.length < FEW ? below : endingAlike(shape);
        for (int path : alike.length < below.length ? alike : below) {
            found.accept(path);
        }
    }

    private void above(String head, IntConsumer found) {
        int hash = 0;
        for (int i = 0; i < head.length(); i++) {
            int known = head.charAt(i) == '/' ? paths.findBeginning(head, i, hash) : Names.NONE;
            if (known != Names.NONE) {
                found.accept(known);
            }
            hash = 31 * hash + head.charAt(i);
            int directory = head.charAt(i) == '/' ? paths.findBeginning(head, i + 1, hash) : Names.NONE;
            if (directory != Names.NONE) {
                found.accept(directory);
            }
        }
    }

    private int[] below(String head) {
        if (head.isEmpty()) {
            return plain;
        }
        int[] all = sorted();
        return Arrays.copyOfRange(all, first(all, head), first(all, head + Character.MAX_VALUE));
    }

    /** Where the first that is not smaller stands. */
    private int first(int[] all, String wanted) {
        int low = 0;
        int high = all.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (paths.name(all[middle]).compareTo(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Those that end as the glob does, and those of which one has the other's name as a directory. */
    private int[] endingAlike(PathShape shape) {
        boolean isName = !shape.name().isEmpty();
        if (shape.tail().isEmpty() || (isName && directories().contains(shape.name()))) {
            return plain;
        }
        IntList alike = new IntList();
        addAll(endless, alike);
        if (isName) {
            addAll(byName().get(shape.name()), alike);
        } else {
            byEnd().subMap(shape.tail(), shape.tail() + Character.MAX_VALUE)
                    .values()
                    .forEach(paths -> addAll(paths, alike));
        }
        for (String directory : shape.directories()) {
            addAll(byName().get(directory), alike);
        }
        return alike.toArray();
    }

    private static void addAll(@Nullable IntList some, IntList all) {
        for (int i = 0; some != null && i < some.size(); i++) {
            all.add(some.get(i));
        }
    }

    private PathPattern pattern(int path) {
        PathPattern pattern = patterns[path];
        if (pattern == null) {
            pattern = PathPattern.of(new RepoPath(paths.name(path)));
            patterns[path] = pattern;
        }
        return pattern;
    }

    private int[] sorted() {
        if (sorted == null) {
            sorted = Arrays.stream(plain)
                    .boxed()
                    .sorted(Comparator.comparing(paths::name))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return sorted;
    }

    private Map<String, IntList> byName() {
        if (byName == null) {
            byName = new HashMap<>();
            for (int path : plain) {
                String name = paths.name(path);
                byName.computeIfAbsent(name.substring(name.lastIndexOf('/') + 1), key -> new IntList())
                        .add(path);
            }
        }
        return byName;
    }

    /** By the last segment, turned round. */
    private NavigableMap<String, IntList> byEnd() {
        if (byEnd == null) {
            byEnd = new TreeMap<>();
            for (Map.Entry<String, IntList> paths : byName().entrySet()) {
                byEnd.put(new StringBuilder(paths.getKey()).reverse().toString(), paths.getValue());
            }
        }
        return byEnd;
    }

    /** Every name of a directory in one of the paths. */
    private Set<String> directories() {
        if (directories == null) {
            directories = new HashSet<>();
            Set<String> parents = new HashSet<>();
            for (int path : plain) {
                String name = paths.name(path);
                if (name.indexOf('/') >= 0 && parents.add(name.substring(0, name.lastIndexOf('/')))) {
                    directories.addAll(
                            List.of(name.substring(0, name.lastIndexOf('/')).split("/")));
                }
            }
        }
        return directories;
    }
}
