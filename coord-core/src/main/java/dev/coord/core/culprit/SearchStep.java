package dev.coord.core.culprit;

import dev.coord.FeatureId;
import java.util.List;

/** How far a search for culprits is. */
public sealed interface SearchStep {

    /**
     * The tests have to be run.
     *
     * @param probe on what
     */
    record Run(Probe probe) implements SearchStep {}

    /**
     * It is over.
     *
     * @param culprits whoever breaks the wave, in the order they were found
     * @param rest the others, of which the tests are green; a feature whose work contains that of a culprit is not among them
     * @param isFlaky whether the tests contradicted themselves meanwhile
     */
    record Found(List<Culprit> culprits, List<FeatureId> rest, boolean isFlaky) implements SearchStep {

        /** Copies the lists. */
        public Found {
            culprits = List.copyOf(culprits);
            rest = List.copyOf(rest);
        }
    }

    /**
     * The tests contradict themselves, so that nobody can be blamed.
     *
     * @param culprits whoever was confirmed before that
     * @param rest the others, of which nobody knows
     */
    record Unsettled(List<Culprit> culprits, List<FeatureId> rest) implements SearchStep {

        /** Copies the lists. */
        public Unsettled {
            culprits = List.copyOf(culprits);
            rest = List.copyOf(rest);
        }
    }
}
