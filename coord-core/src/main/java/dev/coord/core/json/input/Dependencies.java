package dev.coord.core.json.input;

import dev.coord.FeatureId;
import dev.coord.Problem.Code;
import dev.coord.core.graph.Cycle;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.graph.Nearest;
import dev.coord.core.json.input.Declarations.Reference;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        dependencies.reportCycles(DependencyGraph.cycles(features));
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
                .filter(near -> !near.value().equals(reference.from()))
                .findFirst()
                .map(near -> "did you mean '" + near + "'?")
                .orElse("declare it or remove the name");
    }

    /** Each at the first entry that makes its second feature wait for its first. */
    private void reportCycles(List<Cycle> circles) {
        Map<Wait, Cycle> open = new HashMap<>();
        for (Cycle circle : circles) {
            open.put(
                    new Wait(
                            circle.features().get(1).value(),
                            circle.features().get(0).value()),
                    circle);
        }
        for (Reference reference : open.isEmpty() ? List.<Reference>of() : declarations.references()) {
            Cycle circle = open.remove(Wait.of(reference));
            if (circle != null) {
                problems.addCycle(reference.offset(), reference.pointer(), circle);
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("nothing declares " + open.keySet());
        }
    }

    /** One feature waits for another. */
    private record Wait(String later, String earlier) {

        static Wait of(Reference reference) {
            String to = reference.to().value();
            return reference.field() == Field.BLOCKS ? new Wait(to, reference.from()) : new Wait(reference.from(), to);
        }
    }

    private FeatureSet sound(Set<FeatureId> completedBefore) {
        SortedMap<FeatureId, Feature> sound = new TreeMap<>();
        Predicate<FeatureId> known = id -> declarations.features().containsKey(id) && !declarations.isTwin(id);
        for (Feature feature : declarations.features().values()) {
            if (!declarations.isTwin(feature.id())) {
                sound.put(
                        feature.id(),
                        feature.toBuilder()
                                .blocks(only(feature.blocks(), known))
                                .blockedBy(only(feature.blockedBy(), known.or(completedBefore::contains)))
                                .build());
            }
        }
        return new FeatureSet(sound, new TreeSet<>(completedBefore));
    }

    private static List<FeatureId> only(List<FeatureId> ids, Predicate<FeatureId> condition) {
        return ids.stream().filter(condition).toList();
    }
}
