package dev.coord.radar;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.util.List;

/**
 * What would conflict if all live work were merged now.
 *
 * @param target the target's commit
 * @param seen the features whose work was looked at, sorted
 * @param encounters where two sides meet: each pair and file once, sorted; of two features the first in order is the one side
 * @param unseen what could not be looked at, sorted by feature
 */
public record RadarPicture(CommitId target, List<FeatureId> seen, List<Encounter> encounters, List<Unseen> unseen) {

    /** Copies the lists. */
    public RadarPicture {
        seen = List.copyOf(seen);
        encounters = List.copyOf(encounters);
        unseen = List.copyOf(unseen);
    }

    /**
     * Whether something does not merge.
     *
     * @return true if so; what is only close does not count
     */
    public boolean hasConflicts() {
        return encounters.stream().anyMatch(encounter -> encounter.kind() == Encounter.Kind.CONFLICT);
    }

    /**
     * Work that was not looked at.
     *
     * @param feature whose it is
     * @param reason why not, for people
     */
    public record Unseen(FeatureId feature, String reason) {}
}
