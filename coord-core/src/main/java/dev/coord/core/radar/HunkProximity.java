package dev.coord.core.radar;

import dev.coord.merge.MergeOutcome.LineRange;
import java.util.ArrayList;
import java.util.List;

/**
 * How near the lines are to each other that two sides changed in one file. Git merges two changes exactly where at least one line
 * between them is as both began from.
 *
 * @param touch the places that overlap or touch: git cannot merge them
 * @param near the places with one to {@link #NEAR} unchanged lines between them
 */
public record HunkProximity(List<Place> touch, List<Place> near) {

    /** So many unchanged lines between two changes are few. */
    public static final int NEAR = 3;

    /** Copies the lists. */
    public HunkProximity {
        touch = List.copyOf(touch);
        near = List.copyOf(near);
    }

    /**
     * Where two changes meet.
     *
     * @param one the lines in the file as the one side has it
     * @param other the lines in the file as the other side has it
     */
    public record Place(LineRange one, LineRange other) {}

    /**
     * Compares the changes of two sides.
     *
     * @param one those of the one side, from the first line to the last
     * @param other those of the other side, likewise
     * @return how near they are; equal changes in one place are near nothing
     */
    public static HunkProximity of(List<Hunk> one, List<Hunk> other) {
        List<Place> touch = new ArrayList<>();
        List<Place> near = new ArrayList<>();
        int from = 0;
        for (Hunk hunk : one) {
            while (from < other.size() && hunk.before() - other.get(from).end() > NEAR) {
                from++; // it is before all that come
            }
            for (int i = from; i < other.size() && other.get(i).before() - hunk.end() <= NEAR; i++) {
                Hunk there = other.get(i);
                if (!hunk.isSameAs(there)) {
                    (hunk.distance(there) <= 0 ? touch : near).add(new Place(hunk.lines(), there.lines()));
                }
            }
        }
        return new HunkProximity(touch, near);
    }

    /** Whether nothing of the one side is near the other. */
    public boolean isNone() {
        return touch.isEmpty() && near.isEmpty();
    }

    /** The places that count: those that touch; where there are none, the near ones. */
    public List<Place> nearest() {
        return touch.isEmpty() ? near : touch;
    }
}
