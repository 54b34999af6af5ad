package dev.coord.radar;

import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.List;
import java.util.Optional;

/**
 * A file in which the work on a feature meets that on another one, or the target.
 *
 * @param feature the one side
 * @param other the feature on the other side; none for the target
 * @param path the file
 * @param kind how they meet
 * @param own what the one side changed there
 * @param others what the other side changed there
 */
public record Encounter(FeatureId feature, Optional<FeatureId> other, String path, Kind kind, Side own, Side others) {

    /** How two sides meet in a file. */
    public enum Kind {
        /** The two do not merge. */
        CONFLICT,
        /** They merge, and changed lines that lie at most three lines apart. */
        CLOSE
    }

    /**
     * What a side changed in the file.
     *
     * @param lines where it meets the other side, in the file as this side has it; empty where it is not about lines, as for a file
     *     that is binary, deleted or renamed
     * @param diff all that the side changed in the file, as a unified difference without names; empty where git shows none
     */
    public record Side(List<LineRange> lines, String diff) {

        /** Copies the list. */
        public Side {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The same from the other side.
     *
     * @return the encounter with the sides exchanged; this one where the other side is the target
     */
    public Encounter turned() {
        return other.map(
                        id -> new Encounter(id, Optional.of(feature), path, kind, /* own= */ others, /* others= */ own))
                .orElse(this);
    }
}
