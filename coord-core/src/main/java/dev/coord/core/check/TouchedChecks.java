package dev.coord.core.check;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The checks that what a wave changed may concern. Specification 6.1. */
public final class TouchedChecks {

    private TouchedChecks() {}

    /**
     * A feature with a check that has landed, or lands now.
     *
     * @param feature which one
     * @param declared the paths that it declares to write or to read
     * @param reaches the files that those import, as far as that can be told
     */
    public record Checked(FeatureId feature, List<RepoPath> declared, Collection<String> reaches) {}

    /**
     * Those that have to run: of the features of the wave itself, and wherever a file changed that the feature declares or reaches.
     *
     * @param checked all features with a check that has landed, or lands now
     * @param wave the features that land now
     * @param changed the files that these changed
     * @return the features whose checks run, in the order of the first
     */
    public static List<FeatureId> of(Collection<Checked> checked, Collection<FeatureId> wave, Set<String> changed) {
        return checked.stream()
                .filter(one -> wave.contains(one.feature()) || isTouched(one, changed))
                .map(Checked::feature)
                .toList();
    }

    private static boolean isTouched(Checked one, Set<String> changed) {
        if (one.reaches().stream().anyMatch(changed::contains)) {
            return true;
        }
        List<PathPattern> patterns =
                one.declared().stream().map(PathPattern::of).toList();
        return changed.stream().anyMatch(file -> patterns.stream().anyMatch(pattern -> pattern.matches(file)));
    }
}
