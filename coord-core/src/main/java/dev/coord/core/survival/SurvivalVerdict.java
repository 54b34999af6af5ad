package dev.coord.core.survival;

import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.DeletionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a proof stops a feature; the rest is told. Lines that a merge dropped always do; a conflict of which one side is gone does
 * once, while its agent can be asked; what its own commits took away does as the settings say. Pure. Specification 6.2.
 *
 * @param lost lines that have to come back
 * @param oneSided conflicts that its agent decided and is asked of once more
 * @param takenAway what it may not take away
 */
public record SurvivalVerdict(List<LostLine> lost, List<LostLine> oneSided, List<TakenAway> takenAway) {

    /** Copies the lists. */
    public SurvivalVerdict {
        lost = List.copyOf(lost);
        oneSided = List.copyOf(oneSided);
        takenAway = List.copyOf(takenAway);
    }

    /**
     * Decides.
     *
     * @param proof what was found
     * @param before what was found of it before: its agent was told of that
     * @param isAsked whether its agent is called again
     * @param isDeclared whether it may write a file
     * @param settings how the run is made
     * @return what stops it
     */
    public static SurvivalVerdict of(
            FeatureProof proof,
            Optional<FeatureProof> before,
            boolean isAsked,
            Predicate<String> isDeclared,
            RunSettings settings) {
        List<LostLine> known = before.map(FeatureProof::oneSided).orElse(List.of());
        return new SurvivalVerdict(
                proof.lost(),
                proof.oneSided().stream()
                        .filter(line -> isAsked && known.stream().noneMatch(one -> isSame(one, line)))
                        .toList(),
                proof.takenAway().stream()
                        .filter(taken ->
                                settings.deletions() == DeletionPolicy.REJECT || !isDeclared.test(taken.path()))
                        .toList());
    }

    /**
     * Whether nothing stops the feature.
     *
     * @return true if so
     */
    public boolean isClear() {
        return lost.isEmpty() && oneSided.isEmpty() && takenAway.isEmpty();
    }

    private static boolean isSame(LostLine one, LostLine other) {
        return one.path().equals(other.path()) && one.text().equals(other.text()) && one.side() == other.side();
    }
}
