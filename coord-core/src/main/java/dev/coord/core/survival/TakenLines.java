package dev.coord.core.survival;

import dev.coord.core.survival.MadeLines.Made;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of the lines that are gone from a file were taken away, and not edited, joined or broken up: a line that is much like one that
 * came in its place, or is half of it, was edited, unless that one had been there before whoever wrote it came: then their change was taken back. Pure.
 */
public final class TakenLines {

    private TakenLines() {}

    /**
     * Looks at one file.
     *
     * @param gone lines that somebody landed and that are gone
     * @param come lines that are new in the file; each is the edit of one line
     * @param before the lines that the file had before they landed theirs
     * @return those that were taken away
     */
    public static List<String> of(List<String> gone, List<String> come, List<String> before) {
        Map<String, Integer> old = LineKey.counts(before);
        List<Made> made = come.stream()
                .filter(line ->
                        LineKey.of(line).filter(key -> !old.containsKey(key)).isPresent())
                .map(line -> new Made(Words.inOrder(line), 0, true, new HashSet<>()))
                .toList();
        BitSet rewrapped = Rewrapping.of(made, Side.TARGET, gone);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < gone.size(); i++) {
            if (!rewrapped.get(i) && !isEdited(gone.get(i), made)) {
                taken.add(gone.get(i));
            }
        }
        return taken;
    }

    private static boolean isEdited(String line, List<Made> made) {
        List<String> inOrder = Words.inOrder(line);
        Set<String> words = Set.copyOf(inOrder);
        return made.stream()
                .filter(one -> one.taken().isEmpty()
                        && (Words.areAlike(words, Set.copyOf(one.words())) || isHalfOf(inOrder, one.words())))
                .findFirst()
                .filter(one -> one.taken().add(Side.TARGET))
                .isPresent();
    }

    /** A line that was joined with one of somebody else's has all its words in their order. */
    private static boolean isHalfOf(List<String> words, List<String> joined) {
        int there = 0;
        for (String word : joined) {
            there += there < words.size() && word.equals(words.get(there)) ? 1 : 0;
        }
        return there == words.size() && there > 1 && 2 * there >= joined.size();
    }
}
