package dev.coord.core.rollback;

import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which order migrations are undone. Pure; specification 6.3. */
public final class UndoOrder {

    private UndoOrder() {}

    /**
     * A step in the directory that it is in.
     *
     * @param directory which
     * @param step which one of its steps
     */
    public record Placed(MigrationDirectory directory, MigrationStep step) {

        /**
         * What it is told by.
         *
         * @return the file that makes it; the first of its files where none does
         */
        public String path() {
            return step.up().orElseGet(() -> step.files().get(0));
        }
    }

    /**
     * Last first: none comes after what it says has to be applied before it, be that in another directory. Otherwise directories are
     * undone from the last to the first, each from its end. What names each other in a circle is undone first.
     *
     * @param directories all that there is, also what is not undone: two can come one after the other over a third one
     * @return every step
     */
    public static List<Placed> lastFirst(List<MigrationDirectory> directories) {
        List<Placed> all = directories.stream()
                .flatMap(directory -> directory.steps().stream().map(step -> new Placed(directory, step)))
                .toList();
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < all.size(); at++) {
            for (String file : all.get(at).step().files()) {
                places.put(file, at);
            }
        }
        List<Set<Integer>> missing = new ArrayList<>();
        List<List<Integer>> behind = new ArrayList<>();
        all.forEach(step -> behind.add(new ArrayList<>()));
        for (int at = 0; at < all.size(); at++) {
            Set<Integer> before = new HashSet<>();
            all.get(at).step().after().stream()
                    .filter(places::containsKey)
                    .map(places::get)
                    .forEach(before::add);
            before.remove(at);
            int later = at;
            before.forEach(one -> behind.get(one).add(later));
            missing.add(before);
        }
        List<Placed> ordered = new ArrayList<>();
        for (int at : order(missing, behind)) {
            ordered.add(all.get(at));
        }
        Collections.reverse(ordered);
        return ordered;
    }

    private static List<Integer> order(List<Set<Integer>> missing, List<List<Integer>> behind) {
        TreeSet<Integer> free = new TreeSet<>();
        TreeSet<Integer> left = new TreeSet<>();
        for (int at = 0; at < missing.size(); at++) {
            (missing.get(at).isEmpty() ? free : left).add(at);
        }
        List<Integer> order = new ArrayList<>();
        while (!free.isEmpty()) {
            Integer next = free.first();
            free.remove(next);
            order.add(next);
            for (Integer later : behind.get(next)) {
                missing.get(later).remove(next);
                if (missing.get(later).isEmpty() && left.remove(later)) {
                    free.add(later);
                }
            }
        }
        order.addAll(left);
        return order;
    }
}
