package dev.coord.content.hunk;

import dev.coord.content.diff.Region;
import dev.coord.content.list.LineRun.MergedRun;
import dev.coord.content.list.Placed.Note;
import java.util.List;

/**
 * A merged conflict.
 *
 * @param region what it replaces, the conflict at least
 * @param lines the merged lines
 * @param parts what each side did
 */
public record Resolution(Region region, List<String> lines, List<Resolution.Part> parts) {

    /** Copies the lists. */
    public Resolution {
        lines = List.copyOf(lines);
        parts = List.copyOf(parts);
    }

    /**
     * What a side did.
     *
     * @param note what to which entry
     * @param from its first line among the merged lines, from 0
     * @param to the one behind its last; {@code from} where it is gone
     */
    public record Part(Note note, int from, int to) {}

    /**
     * Of merged entries.
     *
     * @param region what they replace
     * @param run the entries
     * @return the resolution
     */
    public static Resolution of(Region region, MergedRun run) {
        List<Part> parts = run.placed().notes().stream()
                .map(note -> {
                    int[] place = run.places().getOrDefault(note.key(), new int[] {0, 0});
                    return new Part(note, place[0], place[1]);
                })
                .toList();
        return new Resolution(region, run.lines(), parts);
    }
}
