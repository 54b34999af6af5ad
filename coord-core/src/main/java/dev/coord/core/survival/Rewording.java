package dev.coord.core.survival;

import dev.coord.core.survival.MadeLines.Made;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Side;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lines that somebody made of conflicting ones: no side has them, and they hold every word that a side's line brought. Each stands for
 * one line of each side. Not safe for use by several threads.
 */
final class Rewording {

    private final MadeLines made;

    Rewording(MadeLines made) {
        this.made = made;
    }

    /**
     * Whether a line of a conflict went into one that holds every word its side brought and most of the line, or was edited into one
     * that has half of what it brought.
     */
    boolean explains(MergedFile file, Disputed dispute, Side side, String line) {
        Set<String> all = Words.of(line);
        Set<String> words = new HashSet<>(all);
        words.removeAll(Words.of(dispute.base()));
        return take(
                file,
                side,
                one -> words.isEmpty()
                        ? Words.areOneEdited(all, one)
                        : (one.containsAll(words) && Words.areMostlyIn(all, one))
                                || (Words.areHalfIn(words, one) && Words.areOneEdited(all, one)));
    }

    /** Whether a line was edited into another. Whoever drops a side writes no line that no side has. */
    boolean isEdited(MergedFile file, Side side, String line) {
        Set<String> words = Words.of(line);
        return take(file, side, one -> Words.areOneEdited(words, one));
    }

    private boolean take(MergedFile file, Side side, Predicate<Set<String>> isOf) {
        return made.ofFile(file).stream()
                .filter(Made::isNew)
                .filter(one -> !one.taken().contains(side) && isOf.test(Set.copyOf(one.words())))
                .findFirst()
                .filter(one -> one.taken().add(side))
                .isPresent();
    }
}
