package dev.coord.git.reach;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.Git;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.ImportReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that features with checks depend on without declaring them. What is read of a file is kept for the waves to come. Safe
 * from several threads.
 */
public final class Reaches {

    /** Nobody asks. */
    public static final Reaches NONE = new Reaches(Map.of(), List.of());

    private final Map<FeatureId, List<PathPattern>> declared;
    private final KnownImports known;

    private Reaches(Map<FeatureId, List<PathPattern>> declared, List<ImportReader> readers) {
        this.declared = declared;
        this.known = new KnownImports(readers);
    }

    /** Of all features that have a check. */
    public static Reaches of(FeatureSet features, List<ImportReader> readers) {
        Map<FeatureId, List<PathPattern>> declared = new TreeMap<>();
        for (Feature feature : features.features().values()) {
            if (feature.check().isPresent() && !readers.isEmpty()) {
                declared.put(
                        feature.id(),
                        Stream.concat(feature.fileWrites().stream(), feature.fileReads().stream())
                                .map(PathPattern::of)
                                .toList());
            }
        }
        return declared.isEmpty() ? NONE : new Reaches(declared, readers);
    }

    /**
     * Follows what the declared files import.
     *
     * @param git where the commit is, reading objects by a process that is there
     * @return for each feature what others than its declared files it reaches, sorted
     */
    public SortedMap<FeatureId, List<String>> on(Git git, CommitId commit) {
        SortedMap<FeatureId, List<String>> reached = new TreeMap<>();
        if (declared.isEmpty()) {
            return reached;
        }
        ImportGraph graph = ImportGraph.of(git, commit, known);
        declared.forEach((feature, patterns) -> {
            Set<String> own = new HashSet<>();
            graph.names().stream()
                    .filter(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)))
                    .forEach(own::add);
            List<String> others = new ArrayList<>(graph.reachedFrom(own));
            others.removeIf(own::contains);
            reached.put(feature, others);
        });
        return reached;
    }
}
