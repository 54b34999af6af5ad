package dev.coord.core.path;

import dev.coord.core.ints.IntList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which globs overlap each other. Each alternative of a glob is written out, and what it begins with, what it ends with, and
 * what its last two segments are is indexed: a glob is compared with those that one of these leaves, the one that leaves
 * fewest. So many globs cost much only where many overlap. Reading 6.
 */
final class GlobOverlaps {

    /** Told of two globs that overlap. */
    interface Pairs {
        void add(int one, int other);
    }

    private final PathPattern[] globs;
    private final List<PathShape> shapes = new ArrayList<>();
    private final IntList ownerOf = new IntList();
    private final PrefixIndex heads;
    private final List<PrefixIndex> ends;
    private final Map<String, IntList> byName = new HashMap<>();
    private final Map<String, IntList> byDirectory = new HashMap<>();
    private final int[] comparedWith;

    private GlobOverlaps(PathPattern[] globs) {
        this.globs = globs;
        this.comparedWith = new int[globs.length];
        for (int glob = 0; glob < globs.length; glob++) {
            for (PathShape shape : globs[glob].shapes()) {
                int number = shapes.size();
                shapes.add(shape);
                ownerOf.add(glob);
                if (!shape.name().isEmpty()) {
                    byName.computeIfAbsent(shape.name(), name -> new IntList()).add(number);
                }
                for (String directory : shape.directories()) {
                    byDirectory
                            .computeIfAbsent(directory, name -> new IntList())
                            .add(number);
                }
            }
        }
        this.heads = index(shapes.stream().map(PathShape::head));
        this.ends = List.of(
                index(shapes.stream().map(PathShape::tail)),
                index(shapes.stream().map(PathShape::prefix)),
                index(shapes.stream().map(PathShape::parent)));
    }

    /** Tells every two that overlap, by their numbers, the smaller one first. */
    static void find(PathPattern[] globs, Pairs found) {
        GlobOverlaps overlaps = new GlobOverlaps(globs);
        for (int shape = 0; shape < overlaps.shapes.size(); shape++) {
            overlaps.compare(shape, found);
        }
    }

    private void compare(int shape, Pairs found) {
        int owner = ownerOf.get(shape);
        IntConsumer compare = other -> {
            int others = ownerOf.get(other);
            // beginning with 1, so that 0 is nobody
            if (others > owner
                    && comparedWith[others] != owner + 1
                    && shapes.get(shape).mayMeet(shapes.get(other))) {
                comparedWith[others] = owner + 1;
                if (globs[owner].overlaps(globs[others])) {
                    found.add(owner, others);
                }
            }
        };
        PrefixIndex best = heads;
        for (PrefixIndex end : ends) {
            best = end.count(shape) < best.count(shape) ? end : best;
        }
        best.forEach(shape, compare);
        if (best != heads) {
            named(shape, compare);
        }
    }

    /** What ends otherwise may overlap all the same, if one of the two has the other's name as a directory. */
    private void named(int shape, IntConsumer compare) {
        tell(byDirectory.get(shapes.get(shape).name()), compare);
        for (String directory : shapes.get(shape).directories()) {
            tell(byName.get(directory), compare);
        }
    }

    private static void tell(@Nullable IntList numbers, IntConsumer compare) {
        for (int i = 0; numbers != null && i < numbers.size(); i++) {
            compare.accept(numbers.get(i));
        }
    }

    private static PrefixIndex index(Stream<String> texts) {
        return new PrefixIndex(texts.toArray(String[]::new));
    }
}
