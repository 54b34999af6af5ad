package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.run.step.RunContext;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator.Survey;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.RunSettings.Origin;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run begins, or goes on, with.
 *
 * @param fresh name of the run if it is a new one
 * @param deadOwner the owner of an unfinished run in the store, if it is known to be dead
 * @param digests digest of each feature's declaration
 * @param plan how the features are worked off
 * @param settings how the run is made
 * @param survey what the repository says about the target
 * @param declared what the store keeps, where that is more than what the run is made of
 */
public record RunStart(
        RunId fresh,
        Optional<ProcessId> deadOwner,
        SortedMap<FeatureId, String> digests,
        Plan plan,
        RunSettings settings,
        Survey survey,
        Optional<FeatureSet> declared) {

    /** Copies the digests. */
    public RunStart {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /**
     * For a run that is made of everything that is declared.
     *
     * @param fresh name of the run if it is a new one
     * @param deadOwner the owner of an unfinished run in the store, if it is known to be dead
     * @param digests digest of each feature's declaration
     * @param plan how the features are worked off
     * @param settings how the run is made
     * @param survey what the repository says about the target
     */
    public RunStart(
            RunId fresh,
            Optional<ProcessId> deadOwner,
            SortedMap<FeatureId, String> digests,
            Plan plan,
            RunSettings settings,
            Survey survey) {
        this(fresh, deadOwner, digests, plan, settings, survey, Optional.empty());
    }

    /** Whether the feature file has it, also where the run is made of a part of that. */
    boolean declares(RunContext context, FeatureId feature) {
        return declared.orElseGet(context::features).features().containsKey(feature);
    }

    boolean isOfBranches() {
        return settings.origin() == Origin.BRANCHES;
    }

    String digest(FeatureId feature) {
        String digest = digests.get(feature);
        if (digest == null) {
            throw new IllegalArgumentException("no digest for feature '" + feature + "'");
        }
        return digest;
    }

    /** Whether merging it again would give the same again, and the repository still has it. */
    boolean isMergedYet(Candidate candidate) {
        return candidate.work().target().equals(settings.target())
                && candidate.base().equals(survey.target())
                && (settings.structured() || !candidate.isStructured())
                && (settings.migrations() == MigrationsPolicy.RENUMBER
                        || candidate.renumbered().stream()
                                .allMatch(one -> one.commit().isEmpty()))
                && survey.present().contains(candidate.commit());
    }
}
