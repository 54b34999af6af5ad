package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lines that somebody made of conflicting ones: no side has them, and they hold every word that a side's line brought. Each stands for
 * one line of each side. Not safe for use by several threads.
 */
final class Rewording {

    /** The words of a made line, and the sides that it stands for already. */
    private record Made(Set<String> words, Set<Side> taken) {}

    private final IdentityHashMap<MergedFile, List<Made>> made = new IdentityHashMap<>();

    private Rewording() {}

    static Rewording in(List<MergedFile> files) {
        Rewording rewording = new Rewording();
        for (MergedFile file : files) {
            Set<String> known = new HashSet<>();
            file.plain()
                    .forEach(
                            part -> lines(part).forEach(line -> LineKey.of(line).ifPresent(known::add)));
            List.of(file.target(), file.branch())
                    .forEach(side -> side.forEach(line -> LineKey.of(line).ifPresent(known::add)));
            List<Made> lines = new ArrayList<>();
            file.merged().stream()
                    .filter(line ->
                            LineKey.of(line).filter(key -> !known.contains(key)).isPresent())
                    .forEach(line -> lines.add(new Made(Words.of(line), new HashSet<>())));
            rewording.made.put(file, lines);
        }
        return rewording;
    }

    /**
     * Whether a line of a conflict went into one that holds every word its side brought and most of the line, or was edited into one.
     */
    boolean explains(MergedFile file, Disputed dispute, Side side, String line) {
        Set<String> all = Words.of(line);
        Set<String> words = new HashSet<>(all);
        words.removeAll(Words.of(dispute.base()));
        return take(file, side, one -> !words.isEmpty() && one.containsAll(words) && Words.areMostlyIn(all, one))
                || isEdited(file, side, line);
    }

    /** Whether a line was edited into another. Whoever drops a side writes no line that no side has. */
    boolean isEdited(MergedFile file, Side side, String line) {
        Set<String> words = Words.of(line);
        return take(file, side, one -> Words.areOneEdited(words, one));
    }

    private boolean take(MergedFile file, Side side, Predicate<Set<String>> isOf) {
        return made.getOrDefault(file, List.of()).stream()
                .filter(one -> !one.taken().contains(side) && isOf.test(one.words()))
                .findFirst()
                .filter(one -> one.taken().add(side))
                .isPresent();
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
