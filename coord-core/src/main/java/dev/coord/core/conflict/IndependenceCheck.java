package dev.coord.core.conflict;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.graph.Nearest;
import dev.coord.core.path.PathPattern;
import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Independence;
import dev.coord.plan.Independence.Criterion;
import dev.coord.plan.Independence.Question;
import dev.coord.plan.Independence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether two features can run together, with the evidence. Specification 1.2, readings 2 and 11. */
public final class IndependenceCheck {

    private IndependenceCheck() {}

    /**
     * Checks two features.
     *
     * @param features the features
     * @param first one feature
     * @param second the other feature
     * @return the verdict and the four criteria
     * @throws BadInput if a feature is unknown, both are the same, or features wait for each other in a circle
     */
    public static Independence check(FeatureSet features, FeatureId first, FeatureId second) {
        List<String> unknown = List.of(first, second).stream()
                .filter(id -> !features.features().containsKey(id))
                .map(id -> Nearest.unknown(id, features.features().keySet()))
                .toList();
        if (!unknown.isEmpty()) {
            throw new BadInput(String.join("\n", unknown));
        }
        if (first.equals(second)) {
            throw new BadInput("feature '" + first + "' cannot be checked against itself; name two features");
        }
        DependencyGraph graph = DependencyGraph.of(features);
        List<Conflict> conflicts = ConflictIndex.between(features.get(first), features.get(second), graph);
        List<FeatureId> path = graph.path(first, second);
        List<FeatureId> ordered = path.isEmpty() ? graph.path(second, first) : path;
        List<FeatureId> open = open(features, graph, first, second);
        return new Independence(
                first,
                second,
                verdict(conflicts, ordered, open),
                List.of(
                        files(conflicts, features.get(first), features.get(second)),
                        schema(conflicts, features.get(first), features.get(second)),
                        dependencies(graph, first, second, ordered, open),
                        testing(conflicts, features.get(first), features.get(second), ordered)));
    }

    private static Verdict verdict(List<Conflict> conflicts, List<FeatureId> ordered, List<FeatureId> open) {
        if (!ordered.isEmpty()) {
            return new Verdict.Ordered(ordered);
        }
        List<Conflict> critical =
                conflicts.stream().filter(Conflict::mustSerialize).toList();
        if (!critical.isEmpty()) {
            return new Verdict.Serialize(critical);
        }
        return open.isEmpty() ? new Verdict.Parallel() : new Verdict.ParallelAfter(open);
    }

    /** What one of the two waits for, completed before or not known to the set aside. */
    private static List<FeatureId> open(FeatureSet features, DependencyGraph graph, FeatureId first, FeatureId second) {
        SortedSet<FeatureId> open = new TreeSet<>(graph.prerequisites(first));
        open.addAll(graph.prerequisites(second));
        open.removeAll(features.completedBefore());
        open.removeAll(List.of(first, second));
        return List.copyOf(open);
    }

    private static Criterion files(List<Conflict> conflicts, Feature first, Feature second) {
        List<String> shared = subjects(conflicts, Conflict.FileWrite.class);
        String evidence = shared.isEmpty()
                ? "no overlap (" + first.id() + " writes " + list(first.fileWrites()) + "; " + second.id() + " writes "
                        + list(second.fileWrites()) + ")"
                : "both write " + list(shared);
        return new Criterion(Question.FILE_WRITES, shared.isEmpty(), evidence);
    }

    private static Criterion schema(List<Conflict> conflicts, Feature first, Feature second) {
        List<String> shared = subjects(conflicts, Conflict.Schema.class);
        String evidence = shared.isEmpty()
                ? "no overlap (" + first.id() + " changes " + list(first.schemaChanges()) + "; " + second.id()
                        + " changes " + list(second.schemaChanges()) + ")"
                : "both change " + list(shared);
        return new Criterion(Question.SCHEMA, shared.isEmpty(), evidence);
    }

    private static Criterion dependencies(
            DependencyGraph graph, FeatureId first, FeatureId second, List<FeatureId> ordered, List<FeatureId> open) {
        if (!ordered.isEmpty()) {
            return new Criterion(Question.DEPENDENCIES, false, arrows(ordered));
        }
        if (open.isEmpty()) {
            return new Criterion(Question.DEPENDENCIES, true, "neither waits for a feature");
        }
        SortedSet<FeatureId> both = new TreeSet<>(graph.prerequisites(first));
        both.retainAll(graph.prerequisites(second));
        String evidence = both.equals(new TreeSet<>(open))
                ? "both are blocked by " + list(open)
                : first + " is blocked by " + list(graph.prerequisites(first)) + ", " + second + " by "
                        + list(graph.prerequisites(second));
        return new Criterion(Question.DEPENDENCIES, false, evidence);
    }

    /** What both use is a warning only, yet whoever lets them run together has to know of it. */
    private static Criterion testing(List<Conflict> conflicts, Feature first, Feature second, List<FeatureId> ordered) {
        List<String> evidence = new ArrayList<>();
        evidence.addAll(reads(first, second));
        evidence.addAll(reads(second, first));
        if (!ordered.isEmpty()) {
            evidence.add("a dependency path joins them: " + arrows(ordered));
        }
        boolean holds = evidence.isEmpty();
        if (holds) {
            evidence.add("neither reads what the other writes");
        }
        List<String> used = subjects(conflicts, Conflict.Resource.class);
        if (!used.isEmpty()) {
            evidence.add("both use " + list(used) + ", with care");
        }
        return new Criterion(Question.INDEPENDENT_TESTING, holds, String.join("; ", evidence));
    }

    private static List<String> reads(Feature reader, Feature writer) {
        List<String> read = reader.fileReads().stream()
                .filter(path -> writer.fileWrites().stream()
                        .anyMatch(written -> PathPattern.of(path).overlaps(PathPattern.of(written))))
                .map(Object::toString)
                .toList();
        return read.isEmpty() ? List.of() : List.of(reader.id() + " reads " + list(read) + " of " + writer.id());
    }

    private static List<String> subjects(List<Conflict> conflicts, Class<? extends Conflict> kind) {
        return conflicts.stream()
                .filter(kind::isInstance)
                .flatMap(conflict -> conflict.subjects().stream())
                .toList();
    }

    private static String arrows(List<FeatureId> path) {
        return path.stream().map(FeatureId::value).collect(Collectors.joining(" -> "));
    }

    private static String list(Iterable<?> values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.toString()));
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
