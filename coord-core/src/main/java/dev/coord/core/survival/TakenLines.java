package dev.coord.core.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of the lines that are gone from a file were taken away, and not edited: a line that is much like one that came in its place
 * was edited, unless that one had been there before whoever wrote it came: then their change was taken back. Pure.
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
        List<Set<String>> edits = new ArrayList<>();
        come.stream()
                .filter(line ->
                        LineKey.of(line).filter(key -> !old.containsKey(key)).isPresent())
                .forEach(line -> edits.add(Words.of(line)));
        List<String> taken = new ArrayList<>();
        for (String line : gone) {
            Set<String> words = Words.of(line);
            int at = 0;
            while (at < edits.size() && !Words.areAlike(words, edits.get(at))) {
                at++;
            }
            if (at < edits.size()) {
                edits.remove(at);
            } else {
                taken.add(line);
            }
        }
        return taken;
    }
}
