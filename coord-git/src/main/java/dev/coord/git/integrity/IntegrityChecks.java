package dev.coord.git.integrity;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.marks.FileCheck;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All checks of files, coord's own first. */
public final class IntegrityChecks {

    private final List<IntegrityCheck> checks = new ArrayList<>(List.of(new FileCheck()));

    /** Adds those of the caller. */
    public IntegrityChecks(List<IntegrityCheck> others) {
        checks.addAll(others);
    }

    /**
     * What all of them find, by feature.
     *
     * @throws RepositoryFailed if one fails: nothing lands that nobody has looked at
     */
    public Map<FeatureId, List<IntegrityFinding>> of(CandidateFiles files) {
        Map<FeatureId, List<IntegrityFinding>> found = new TreeMap<>();
        for (IntegrityCheck check : checks) {
            try {
                check.find(files)
                        .forEach(finding -> found.computeIfAbsent(finding.feature(), feature -> new ArrayList<>())
                                .add(finding));
            } catch (RepositoryFailed e) {
                throw e;
            } catch (RuntimeException e) {
                throw new RepositoryFailed(
                        "cannot look at what was merged: the check '" + check.name() + "' failed with " + e
                                + "; mend it, or leave it out",
                        e);
            }
        }
        return found;
    }
}
