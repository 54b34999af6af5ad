package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.renumber.Counting.Counted;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which migrations of a branch come back as they were taken back: under the same name but for the number, and with what they held
 * but for the numbers of others that come back. Databases may have them under the numbers that they landed with. For one thread.
 */
final class ComingBack {

    private final NumberedNames names;
    private final Sides sides;
    private final Set<MigrationStep> known = new HashSet<>();
    private final List<Pair> back;

    /** What a branch adds, and what was taken back under that name. */
    private record Pair(MigrationStep step, Counted left) {

        String up() {
            return step.up().orElseThrow();
        }

        boolean isOneWith(Pair other) {
            return step.equals(other.step) || left.equals(other.left);
        }

        boolean isUnderItsName() {
            return up().equals(left.file());
        }
    }

    /**
     * Of one directory.
     *
     * @param left what was taken back from it and may be in databases
     */
    ComingBack(NumberedNames names, Sides sides, Collection<Counted> left) {
        this.names = names;
        this.sides = sides;
        List<Counted> latestFirst = left.stream()
                .sorted(Comparator.comparing(Counted::version).reversed())
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (MigrationStep step : sides.added()) {
            step.up()
                    .ifPresent(up -> latestFirst.stream()
                            .filter(one -> names.path(up, one.number()).equals(one.file()))
                            .forEach(one -> pairs.add(new Pair(step, one))));
        }
        pairs.forEach(pair -> known.add(pair.step()));
        pairs.sort(Comparator.comparing(pair -> !pair.isUnderItsName())); // nobody else is meant by these
        this.back = chosen(pairs);
    }

    /** Whether one of its name was taken back, whatever that held. */
    boolean isKnown(MigrationStep step) {
        return known.contains(step);
    }

    /** What a migration was when it was taken back; none where it is another one. */
    Optional<Counted> of(MigrationStep step) {
        return back.stream()
                .filter(pair -> pair.step().equals(step))
                .map(Pair::left)
                .findFirst();
    }

    /** What one holds depends on which others come back, so that all are looked at again once one does not. */
    private List<Pair> chosen(List<Pair> pairs) {
        List<Pair> open = new ArrayList<>(pairs);
        List<Pair> chosen = new ArrayList<>();
        do {
            chosen.clear();
            for (Pair pair : open) {
                if (chosen.stream().noneMatch(pair::isOneWith)) {
                    chosen.add(pair);
                }
            }
        } while (open.removeAll(others(chosen)));
        return chosen;
    }

    /** Those that do not hold the same. */
    private List<Pair> others(List<Pair> chosen) {
        return chosen.stream().filter(pair -> !holdsTheSame(pair, chosen)).toList();
    }

    private boolean holdsTheSame(Pair pair, List<Pair> all) {
        Moves moves = new Moves();
        all.forEach(one -> names.rename(one.step(), one.left().number(), moves));
        References.follow(sides.files(), moves, pair.up());
        Optional<byte[]> old = sides.files().contentLeft(pair.left().file());
        return sides.files()
                .content(pair.up())
                .map(own -> moves.edits(pair.up()).in(new String(own, ISO_8859_1)))
                .filter(now -> old.filter(bytes -> Arrays.equals(bytes, now.getBytes(ISO_8859_1)))
                        .isPresent())
                .isPresent();
    }
}
