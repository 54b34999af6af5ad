package dev.coord.content.list;

import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges three lists of named entries. The result is the target's list, without what theirs deleted, and with what theirs added
 * behind the entry it stands behind there: behind what the target added at the same place. Where all lists are sorted, so is
 * the result.
 *
 * @param <E> what they are lists of
 */
public final class ListMerge<E extends Entry> {
    private static final int MOST_CHANGES = 2000;
    private static final int FEWEST_SORTED = 3;
    /** No key: keys are never empty. */
    private static final String START = "";

    private final Map<String, E> base;
    private final Map<String, E> ours;
    private final Map<String, E> theirs;
    private final Both<E> both;
    private final List<E> merged = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * Merges entries of one key that both sides changed.
     *
     * @param <E> what they are
     */
    public interface Both<E> {

        /**
         * Merges an entry.
         *
         * @param base what both began from; null where both added it
         * @param ours the target's
         * @param theirs the other
         * @return the merged one
         * @throws NotUnderstood if they cannot be merged
         */
        E merge(@Nullable E base, E ours, E theirs);
    }

    private ListMerge(List<E> base, List<E> ours, List<E> theirs, Both<E> both) {
        this.base = byKey(base);
        this.ours = byKey(ours);
        this.theirs = byKey(theirs);
        this.both = both;
    }

    /**
     * Merges the lists.
     *
     * @param base what both began from
     * @param ours the target's
     * @param theirs the other
     * @param both merges what both changed
     * @param <E> what they are lists of
     * @return the merged list
     * @throws NotUnderstood if a key is twice in one, one side deleted what the other edited or may have renamed, theirs moved what was there, too
     *     much of it differs, or an entry cannot be merged
     */
    public static <E extends Entry> Placed<E> merge(List<E> base, List<E> ours, List<E> theirs, Both<E> both) {
        return new ListMerge<>(base, ours, theirs, both).merge(true);
    }

    /**
     * Merges lists whose order was never meant to be that of their keys.
     *
     * @param base what both began from
     * @param ours the target's
     * @param theirs the other
     * @param both merges what both changed
     * @param <E> what they are lists of
     * @return the merged list
     * @throws NotUnderstood as {@link #merge}
     */
    public static <E extends Entry> Placed<E> mergeUnsorted(List<E> base, List<E> ours, List<E> theirs, Both<E> both) {
        return new ListMerge<>(base, ours, theirs, both).merge(false);
    }

    /**
     * Merges lists whose entries have no other name than themselves: an edited one is one deleted and one added.
     *
     * @param base what both began from
     * @param ours the target's
     * @param theirs the other
     * @param <E> what they are lists of
     * @return the merged list
     * @throws NotUnderstood as {@link #merge}
     */
    public static <E extends Entry> Placed<E> mergeNameless(List<E> base, List<E> ours, List<E> theirs) {
        ListMerge<E> merge = new ListMerge<>(base, ours, theirs, (before, mine, other) -> {
            throw new NotUnderstood("both sides changed the comment of '" + mine.key() + "'");
        });
        return merge.merge(true);
    }

    /** Where both took an entry away, one may have deleted it and the other put something in its place. */
    private void insistOnOneReplacement() {
        for (String gone : base.keySet()) {
            boolean byBoth = !ours.containsKey(gone) && !theirs.containsKey(gone);
            if (byBoth && !adds(ours).equals(adds(theirs))) {
                throw new NotUnderstood("both sides replaced '" + gone + "'");
            }
        }
    }

    private List<String> adds(Map<String, E> side) {
        return side.keySet().stream().filter(key -> !base.containsKey(key)).toList();
    }

    private Placed<E> merge(boolean maySort) {
        insistOnOneReplacement();
        List<String> order = keys(theirs.keySet(), base.keySet());
        if (!order.equals(keys(base.keySet(), theirs.keySet()))) {
            throw new NotUnderstood("theirs moved what was there");
        }
        ours.values().forEach(this::keep);
        Map<String, List<E>> added = new LinkedHashMap<>();
        String previous = START;
        for (E entry : theirs.values()) {
            if (ours.containsKey(entry.key())) {
                previous = entry.key();
            } else if (!base.containsKey(entry.key())) {
                added.computeIfAbsent(previous, key -> new ArrayList<>()).add(entry);
                notes.add(new Note(entry.key(), Change.ADDED, Side.THEIRS));
            }
        }
        base.values().forEach(this::deleted);
        if (notes.size() > MOST_CHANGES) {
            throw new NotUnderstood("too much of a list differs");
        }
        Comparator<String> sorting = maySort ? sorting() : null;
        return new Placed<>(sorting == null ? behind(added) : sorted(added, sorting), notes);
    }

    private void keep(E mine) {
        E before = base.get(mine.key());
        E other = theirs.get(mine.key());
        if (before != null && other == null) {
            if (!alike(before, mine)) {
                throw new NotUnderstood("theirs deleted '" + mine.key() + "', which ours edited");
            }
            notes.add(new Note(mine.key(), Change.DELETED, Side.THEIRS));
            return;
        }
        if (other == null) {
            notes.add(new Note(mine.key(), Change.ADDED, Side.OURS));
            merged.add(mine);
            return;
        }
        boolean byOurs = before == null || !alike(before, mine);
        boolean byTheirs = before == null || !alike(before, other);
        if (!byTheirs || alike(mine, other)) {
            merged.add(mine);
        } else {
            merged.add(byOurs ? both.merge(before, mine, other) : other);
        }
        if (byOurs || byTheirs) {
            Side side = byOurs && byTheirs ? Side.BOTH : byOurs ? Side.OURS : Side.THEIRS;
            notes.add(new Note(mine.key(), before == null ? Change.ADDED : Change.EDITED, side));
        }
    }

    private void deleted(E before) {
        E other = theirs.get(before.key());
        if (ours.containsKey(before.key())) {
            return;
        }
        if (other != null && !alike(before, other)) {
            throw new NotUnderstood("ours deleted '" + before.key() + "', which theirs edited");
        }
        notes.add(new Note(before.key(), Change.DELETED, other == null ? Side.BOTH : Side.OURS));
    }

    /** What theirs added goes behind the entry it stands behind there, and behind what the target added at that place. */
    private List<E> behind(Map<String, List<E>> added) {
        List<E> placed = new ArrayList<>();
        List<E> waiting = new ArrayList<>(added.getOrDefault(START, List.of()));
        for (E entry : merged) {
            if (base.containsKey(entry.key())) {
                placed.addAll(waiting);
                waiting.clear();
            }
            placed.add(entry);
            waiting.addAll(added.getOrDefault(entry.key(), List.of()));
        }
        placed.addAll(waiting);
        return placed;
    }

    private List<E> sorted(Map<String, List<E>> added, Comparator<String> sorting) {
        List<E> placed = new ArrayList<>(merged);
        added.values().forEach(placed::addAll);
        placed.sort(Comparator.comparing(Entry::key, sorting));
        return placed;
    }

    private @Nullable Comparator<String> sorting() {
        for (Comparator<String> order : List.of(Comparator.<String>naturalOrder(), String.CASE_INSENSITIVE_ORDER)) {
            if (isSorted(ours, order) && isSorted(theirs, order) && isSorted(base, order)) {
                return order;
            }
        }
        return null;
    }

    private boolean isSorted(Map<String, E> list, Comparator<String> order) {
        List<String> keys = List.copyOf(list.keySet());
        for (int i = 1; i < keys.size(); i++) {
            if (order.compare(keys.get(i - 1), keys.get(i)) > 0) {
                return false;
            }
        }
        return keys.size() >= FEWEST_SORTED || list == base;
    }

    private static List<String> keys(Collection<String> from, Collection<String> in) {
        return from.stream().filter(in::contains).toList();
    }

    private static boolean alike(Entry a, Entry b) {
        return a.content().equals(b.content());
    }

    private static <E extends Entry> Map<String, E> byKey(List<E> list) {
        Map<String, E> map = new LinkedHashMap<>();
        for (E entry : list) {
            if (map.put(entry.key(), entry) != null) {
                throw new NotUnderstood("'" + entry.key() + "' stands twice in one version");
            }
        }
        return map;
    }
}
