package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof.FeatureProof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was to be found out of features that have landed, and is not known. */
public final class UnknownText {

    private UnknownText() {}

    /**
     * Such as {@code P1, P2: whether its migrations apply is not known}, what is the same of several features once.
     *
     * @param landed what was found of each, in the order in which it is told
     * @return nothing where all is known
     */
    public static List<String> of(List<FeatureProof> landed) {
        Map<String, List<FeatureId>> unknown = new LinkedHashMap<>();
        for (FeatureProof proof : landed) {
            proof.integrity().stream()
                    .filter(finding -> finding.weight() == Weight.UNKNOWN)
                    .map(IntegrityFinding::message)
                    .distinct()
                    .forEach(message -> unknown.computeIfAbsent(message, text -> new ArrayList<>())
                            .add(proof.feature()));
        }
        List<String> told = new ArrayList<>();
        unknown.forEach((message, features) -> told.add(Wording.names(features) + ": " + message));
        return told;
    }
}
