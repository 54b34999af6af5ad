package dev.coord.core.audit;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one feature may write and what its branch changed. Immutable. */
public final class Writes {

    private final FeatureId feature;
    private final List<PathPattern> declared;
    private final List<PathPattern> held;
    private final Set<String> changed;

    private Writes(FeatureId feature, List<PathPattern> declared, List<PathPattern> held, Set<String> changed) {
        this.feature = feature;
        this.declared = declared;
        this.held = held;
        this.changed = changed;
    }

    /**
     * Puts together what is known.
     *
     * @param feature which feature
     * @param declared what it declares to write
     * @param held what it held locks for writing on
     * @param changed the files that its branch changed; none as long as there is no branch
     * @return a value
     */
    public static Writes of(
            FeatureId feature, Collection<RepoPath> declared, Collection<RepoPath> held, Collection<String> changed) {
        return new Writes(feature, patterns(declared), patterns(held), new HashSet<>(changed));
    }

    private static List<PathPattern> patterns(Collection<RepoPath> paths) {
        return paths.stream().map(PathPattern::of).toList();
    }

    FeatureId feature() {
        return feature;
    }

    /** Whether it declares the file, or what stands in place of a directory that it declares. */
    boolean declares(String path) {
        return declared.stream().anyMatch(pattern -> pattern.keeps(path));
    }

    /**
     * Whether the feature declares a file or held its lock, which kept everybody else away, whatever is declared by now.
     *
     * @param path the file
     * @return true if so
     */
    public boolean mayWrite(String path) {
        return declares(path) || held.stream().anyMatch(pattern -> pattern.keeps(path));
    }

    boolean changes(String path) {
        return changed.contains(path);
    }

    /** What was changed outside of what may be written, sorted. */
    Set<String> undeclared() {
        Set<String> outside = new TreeSet<>();
        changed.stream().filter(path -> !mayWrite(path)).forEach(outside::add);
        return outside;
    }

    /** What is declared and holds nothing that was changed, in the order of the declaration. */
    Stream<String> untouched() {
        return declared.stream()
                .filter(pattern -> changed.stream().noneMatch(pattern::keeps))
                .map(PathPattern::toString);
    }
}
