package dev.coord.content.list;

import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.List;

/**
 * A merged list.
 *
 * @param entries what stands in it, in order
 * @param notes what each side did to it
 * @param <E> what it is a list of
 */
public record Placed<E extends Entry>(List<E> entries, List<Note> notes) {

    /** Copies the lists. */
    public Placed {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /**
     * What a side did.
     *
     * @param key which entry
     * @param change what was done to it
     * @param side who did it
     */
    public record Note(String key, Change change, Side side) {}
}
