package dev.coord.core.driver;

import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.merge.Integrator.Survey;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what a run makes, once it has its turn and knows what has landed. */
@FunctionalInterface
public interface Undertaking {

    /**
     * Says it. Called once in a run, before anything is begun or removed.
     *
     * @param run name of the run
     * @param goesOn whether a process died that had begun the same kind of run under this name
     * @param survey what the repository says about the target
     * @return what is made
     */
    Contents of(RunId run, boolean goesOn, Survey survey);

    /**
     * What a run makes.
     *
     * @param declared what the store keeps
     * @param features what the run is made of: each one is declared, and what it needs of the others is in it
     * @param plan how these are worked off
     * @param digests of each of them, something that changes with its work
     * @param survey what the repository says, with what counts as landed for this run
     * @param notes what is told when it begins
     */
    record Contents(
            FeatureSet declared,
            FeatureSet features,
            Plan plan,
            SortedMap<FeatureId, String> digests,
            Survey survey,
            List<String> notes) {

        /** Copies the collections. */
        public Contents {
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
            notes = List.copyOf(notes);
        }
    }
}
