package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lines that a merge has beyond what its sides and git have: somebody made them. Not safe for use by several threads. */
final class MadeLines {

    /**
     * A made line.
     *
     * @param words in their order
     * @param run made lines of one run follow each other, but for lines that say nothing
     * @param isNew whether no side has such a line at all
     * @param taken the sides of which it stands for a line already
     */
    record Made(List<String> words, int run, boolean isNew, Set<Side> taken) {}

    private final IdentityHashMap<MergedFile, List<Made>> made = new IdentityHashMap<>();

    private MadeLines() {}

    static MadeLines in(List<MergedFile> files) {
        MadeLines lines = new MadeLines();
        files.forEach(file -> lines.made.put(file, of(file)));
        return lines;
    }

    /** Those of a file, in their order. */
    List<Made> ofFile(MergedFile file) {
        return made.getOrDefault(file, List.of());
    }

    private static List<Made> of(MergedFile file) {
        Map<String, Integer> plain = new HashMap<>();
        file.plain().forEach(part -> count(lines(part), plain));
        Map<String, Integer> target = LineKey.counts(file.target());
        Map<String, Integer> branch = LineKey.counts(file.branch());
        Map<String, Integer> seen = new HashMap<>();
        List<Made> made = new ArrayList<>();
        int run = 0;
        for (String line : file.merged()) {
            Optional<String> key = LineKey.of(line);
            if (key.isEmpty()) {
                continue;
            }
            int known = Math.max(
                    plain.getOrDefault(key.get(), 0),
                    Math.max(target.getOrDefault(key.get(), 0), branch.getOrDefault(key.get(), 0)));
            if (seen.merge(key.get(), 1, Integer::sum) > known) {
                made.add(new Made(Words.inOrder(line), run, known == 0, new HashSet<>()));
            } else {
                run++;
            }
        }
        return made;
    }

    private static void count(Collection<String> lines, Map<String, Integer> counts) {
        LineKey.counts(lines).forEach((key, count) -> counts.merge(key, count, Integer::sum));
    }

    private static List<String> lines(Part part) {
        if (part instanceof Agreed agreed) {
            return agreed.lines();
        }
        Disputed disputed = (Disputed) part;
        List<String> all = new ArrayList<>(disputed.target());
        all.addAll(disputed.base());
        all.addAll(disputed.branch());
        return all;
    }
}
