package dev.coord.content.renumber;

import java.util.Map;
import java.util.TreeMap;

/** Places in one text that say something else, none over another. For one thread. */
final class TextEdits {

    private record Edit(int end, String text) {}

    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    /** What is said of a place first, stays. */
    void put(int start, int end, String text) {
        Map.Entry<Integer, Edit> before = edits.floorEntry(start);
        Integer after = edits.ceilingKey(start);
        if ((before == null || before.getValue().end() <= start) && (after == null || after >= end)) {
            edits.put(start, new Edit(end, text));
        }
    }

    boolean areNone() {
        return edits.isEmpty();
    }

    String in(String text) {
        StringBuilder edited = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
            edited.append(text, at, edit.getKey()).append(edit.getValue().text());
            at = edit.getValue().end();
        }
        return edited.append(text, at, text.length()).toString();
    }
}
