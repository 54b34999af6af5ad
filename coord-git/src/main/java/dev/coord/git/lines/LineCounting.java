package dev.coord.git.lines;

import dev.coord.FeatureId;
import dev.coord.core.survival.LineKey;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Resolved;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.Replaced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what of the lines of each branch is on the candidate. For one thread. */
public final class LineCounting {

    private final Candidate candidate;
    private final BlobLines lines;
    private final List<BranchLines> branches;
    private final Map<GitPath, String> merged = new HashMap<>();
    private final Set<String> structured;
    private Map<String, Integer> elsewhere = Map.of();

    /**
     * Of a candidate.
     *
     * @param merged what differs between the base and the candidate
     */
    public LineCounting(Candidate candidate, BlobLines lines, List<BranchLines> branches, List<Difference> merged) {
        this.candidate = candidate;
        this.lines = lines;
        this.branches = branches;
        this.structured = candidate.resolved().stream()
                .filter(Resolved::isStructured)
                .map(Resolved::path)
                .collect(Collectors.toSet());
        merged.forEach(file -> this.merged.put(file.path(), file.newId()));
    }

    public LineCount of(int branch, BranchChanges.Branch changes) {
        BranchLines own = branches.get(branch);
        Map<GitPath, String> tip = new HashMap<>();
        for (Difference file : changes.files()) {
            tip.put(file.path(), file.newId());
        }
        int present = 0;
        int moved = 0;
        Map<Map.Entry<FeatureId, GitPath>, Integer> replaced = new HashMap<>();
        for (Map.Entry<GitPath, Map<String, Integer>> file : own.brought().entrySet()) {
            GitPath path = file.getKey();
            String now = merged.getOrDefault(path, "");
            boolean isSame = now.equals(tip.getOrDefault(path, ""));
            for (Map.Entry<String, Integer> line : file.getValue().entrySet()) {
                int here = isSame ? line.getValue() : Math.min(line.getValue(), here(path, now, line.getKey()));
                int there = here == line.getValue()
                        ? 0
                        : Math.min(line.getValue() - here, elsewhere().getOrDefault(line.getKey(), 0));
                present += here + there;
                moved += there;
                int missing = line.getValue() - here - there;
                if (missing > 0) {
                    by(branch, path, line.getKey())
                            .ifPresent(feature -> replaced.merge(Map.entry(feature, path), missing, Integer::sum));
                }
            }
        }
        return new LineCount(own.count(), present, moved, sorted(replaced));
    }

    /** A merger that knows lists sets a comma where an entry is no longer the last one, and takes it from one that now is. */
    private int here(GitPath path, String now, String key) {
        Map<String, Integer> counts = lines.counts(now);
        return counts.getOrDefault(key, 0)
                + (structured.contains(path.text()) ? counts.getOrDefault(LineKey.elsewhereInItsList(key), 0) : 0);
    }

    private Map<String, Integer> elsewhere() {
        if (elsewhere.isEmpty()) {
            elsewhere = new HashMap<>();
            merged.values()
                    .forEach(id -> lines.counts(id).forEach((key, count) -> elsewhere.merge(key, count, Integer::sum)));
        }
        return elsewhere;
    }

    /** The latest one after it that took such a line from that file. */
    private Optional<FeatureId> by(int branch, GitPath path, String key) {
        for (int later = branches.size() - 1; later > branch; later--) {
            if (branches.get(later).gone().getOrDefault(path, Map.of()).containsKey(key)) {
                FeatureTip tip = candidate.work().tips().get(later);
                return Optional.of(tip.feature());
            }
        }
        return Optional.empty();
    }

    private static List<Replaced> sorted(Map<Map.Entry<FeatureId, GitPath>, Integer> counts) {
        Map<String, Replaced> sorted = new TreeMap<>();
        counts.forEach((place, count) -> sorted.put(
                place.getValue().text() + '\0' + place.getKey(),
                new Replaced(place.getKey(), place.getValue().text(), count)));
        return new ArrayList<>(sorted.values());
    }
}
