package dev.coord.core.plan;

import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Who uses which declared path. Plain paths are looked up; only globs and directories are compared with all. */
final class PathUsers {

    /** A declared path with its users. */
    record Use(RepoPath path, PathPattern pattern, SortedSet<FeatureId> users) {}

    private final SortedMap<RepoPath, Use> uses = new TreeMap<>();
    private final List<Use> globs;

    private PathUsers(FeatureSet features, Function<Feature, List<RepoPath>> paths) {
        for (Feature feature : features.features().values()) {
            for (RepoPath path : paths.apply(feature)) {
                uses.computeIfAbsent(path, key -> new Use(key, PathPattern.of(key), new TreeSet<>()))
                        .users()
                        .add(feature.id());
            }
        }
        globs = uses.values().stream().filter(use -> use.path().isPattern()).toList();
    }

    static PathUsers of(FeatureSet features, Function<Feature, List<RepoPath>> paths) {
        return new PathUsers(features, paths);
    }

    /** Tells every pair of a path here and a path there that overlap. */
    void overlaps(PathUsers other, BiConsumer<Use, Use> found) {
        for (Use mine : uses.values()) {
            Iterable<Use> candidates = mine.path().isPattern() ? other.uses.values() : other.near(mine.path());
            for (Use yours : candidates) {
                if (mine.pattern().overlaps(yours.pattern())) {
                    found.accept(mine, yours);
                }
            }
        }
    }

    /** What can overlap a plain path: itself, its ancestors, what is below it, and every glob. */
    private List<Use> near(RepoPath plain) {
        List<Use> candidates = new ArrayList<>(globs);
        String text = plain.value();
        for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
            addIfUsed(new RepoPath(text.substring(0, slash)), candidates);
        }
        addIfUsed(plain, candidates);
        uses.tailMap(new RepoPath(text + "/")).values().stream()
                .takeWhile(use -> use.path().value().startsWith(text + "/"))
                .filter(use -> !use.path().isPattern())
                .forEach(candidates::add);
        return candidates;
    }

    private void addIfUsed(RepoPath path, List<Use> candidates) {
        Use use = uses.get(path);
        if (use != null) {
            candidates.add(use);
        }
    }
}
