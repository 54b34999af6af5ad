package dev.coord.core.json;

import dev.coord.Problem.Code;
import dev.coord.core.json.Declarations.Reference;
import dev.coord.core.plan.DependencyGraph;
import dev.coord.core.plan.Nearest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Resolves the ids that declarations name. Reading 3. */
final class Dependencies {

    private final Declarations declarations;
    private final Set<FeatureId> completed;
    private final FoundProblems problems;

    private Dependencies(Declarations declarations, Set<FeatureId> completed, FoundProblems problems) {
        this.declarations = declarations;
        this.completed = completed;
        this.problems = problems;
    }

    /** The declared features, without what is wrong with them. */
    static FeatureSet resolve(Declarations declarations, Set<FeatureId> completed, FoundProblems problems) {
        Dependencies dependencies = new Dependencies(declarations, completed, problems);
        SortedSet<FeatureId> completedBefore = dependencies.completedBefore();
        FeatureSet features = problems.isEmpty()
                ? new FeatureSet(declarations.features(), completedBefore)
                : dependencies.sound(completedBefore);
        DependencyGraph.shortestCycle(features).ifPresent(dependencies::reportCycle);
        return features;
    }

    private SortedSet<FeatureId> completedBefore() {
        SortedSet<FeatureId> completedBefore = new TreeSet<>();
        if (!declarations.isComplete()) {
            return completedBefore;
        }
        Set<FeatureId> declared = new HashSet<>(declarations.features().keySet());
        for (Reference reference : declarations.references()) {
            if (declared.contains(reference.to())) {
                continue;
            }
            if (reference.field() == Field.BLOCKED_BY && completed.contains(reference.to())) {
                completedBefore.add(reference.to());
            } else {
                problems.add(
                        reference.offset(),
                        Code.UNKNOWN_FEATURE,
                        reference.pointer(),
                        () -> "no feature is named '" + reference.to() + "'; " + hint(reference));
            }
        }
        return completedBefore;
    }

    private String hint(Reference reference) {
        FeatureId id = reference.to();
        if (declarations.isExtension(id)) {
            return "a key that begins with 'x-' is a note, not a feature: rename it";
        }
        if (completed.contains(id)) {
            return "it was completed before, so nothing can come ahead of it: remove it";
        }
        return Nearest.of(id, declarations.features().keySet()).stream()
                .findFirst()
                .map(near -> "did you mean '" + near + "'?")
                .orElse("declare it or remove the name");
    }

    private void reportCycle(List<FeatureId> cycle) {
        for (Reference reference : declarations.references()) {
            if (reference.makesWait(cycle.get(1), cycle.get(0))) {
                problems.add(
                        reference.offset(),
                        Code.CYCLE,
                        reference.pointer(),
                        () -> "features wait for each other in a circle: " + DependencyGraph.describe(cycle)
                                + "; remove one of these dependencies");
                return;
            }
        }
        throw new AssertionError("nothing declares " + cycle);
    }

    private FeatureSet sound(Set<FeatureId> completedBefore) {
        SortedMap<FeatureId, Feature> sound = new TreeMap<>();
        Predicate<FeatureId> known = id -> declarations.features().containsKey(id) && !declarations.isTwin(id);
        for (Feature feature : declarations.features().values()) {
            if (!declarations.isTwin(feature.id())) {
                sound.put(
                        feature.id(),
                        new Feature(
                                feature.id(),
                                only(feature.blocks(), known),
                                only(feature.blockedBy(), known.or(completedBefore::contains)),
                                feature.fileWrites(),
                                feature.fileReads(),
                                feature.schemaChanges(),
                                feature.sharedResources(),
                                feature.estimate(),
                                feature.priority()));
            }
        }
        return new FeatureSet(sound, new TreeSet<>(completedBefore));
    }

    private static List<FeatureId> only(List<FeatureId> ids, Predicate<FeatureId> condition) {
        return ids.stream().filter(condition).toList();
    }
}
