package dev.coord.core.audit;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.proof.AuditFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names in branches that do harm in a repository. What the target has already is nobody's fault. Pure. */
public final class NameAudit {

    private final List<Branch> branches;
    private final Map<String, FeatureId> addedBy = new HashMap<>();
    private final Map<FeatureId, Integer> order = new HashMap<>();
    private final Twins twins;

    private NameAudit(List<Branch> branches, Iterable<String> names) {
        this.branches = branches;
        for (Branch branch : branches) {
            order.putIfAbsent(branch.feature(), order.size());
            branch.changes().stream()
                    .filter(TouchedFile::isAdded)
                    .forEach(change -> addedBy.putIfAbsent(change.path(), branch.feature()));
        }
        this.twins = Twins.of(addedBy.keySet(), names);
    }

    /**
     * What a branch changed.
     *
     * @param feature whose branch it is
     * @param changes the files
     * @param submodules where it declares submodules
     * @param onTheWay names that a commit of it added, whether it still has them or not, each with such a commit
     */
    public record Branch(
            FeatureId feature, List<TouchedFile> changes, Set<String> submodules, Map<String, CommitId> onTheWay) {

        /** Copies all. */
        public Branch {
            changes = List.copyOf(changes);
            submodules = Set.copyOf(submodules);
            onTheWay = Map.copyOf(onTheWay);
        }

        /**
         * A branch of one commit.
         *
         * @param feature whose branch it is
         * @param changes the files
         * @param submodules where it declares submodules
         */
        public Branch(FeatureId feature, List<TouchedFile> changes, Set<String> submodules) {
            this(feature, changes, submodules, Map.of());
        }
    }

    /**
     * Looks at the branches of a wave.
     *
     * @param branches in the order in which they were merged: of two names that cannot lie side by side the later one is found
     * @param names every file that there is where all of them are merged
     * @return what was found of each feature, sorted by path, of its files before that of its history; nothing of a feature without any
     */
    public static SortedMap<FeatureId, List<AuditFinding>> of(List<Branch> branches, Iterable<String> names) {
        NameAudit audit = new NameAudit(branches, names);
        SortedMap<FeatureId, List<AuditFinding>> found = new TreeMap<>();
        for (Branch branch : audit.branches) {
            List<AuditFinding> findings = audit.findings(branch);
            if (!findings.isEmpty()) {
                found.put(branch.feature(), findings);
            }
        }
        return found;
    }

    private List<AuditFinding> findings(Branch branch) {
        List<AuditFinding> found = new ArrayList<>();
        branch.changes().stream()
                .sorted(Comparator.comparing(TouchedFile::path))
                .filter(change -> !change.isDeleted())
                .forEach(change -> {
                    if (change.after() == TouchedFile.Kind.GITLINK
                            && change.before() != TouchedFile.Kind.GITLINK
                            && !branch.submodules().contains(change.path())) {
                        found.add(new AuditFinding.Gitlink(change.path()));
                    }
                    if (change.after() == TouchedFile.Kind.LINK
                            && LinkTarget.leadsOut(change.path(), change.target())) {
                        found.add(new AuditFinding.LinkOutside(change.path(), change.target()));
                    }
                    if (change.isAdded()) {
                        OutsideNames.wrong(change.path())
                                .map(reason -> new AuditFinding.Outside(change.path(), reason))
                                .ifPresent(found::add);
                        twin(branch.feature(), change.path()).ifPresent(found::add);
                    }
                });
        found.addAll(onTheWay(branch));
        return found;
    }

    /**
     * What a later commit deleted again lands all the same, with the history: checks of what is pushed refuse all of it. What does
     * harm only where it is checked out, has done none by then.
     */
    private static List<AuditFinding> onTheWay(Branch branch) {
        Set<String> told = branch.changes().stream()
                .filter(TouchedFile::isAdded)
                .map(TouchedFile::path)
                .collect(Collectors.toSet());
        List<AuditFinding> found = new ArrayList<>();
        new TreeMap<>(branch.onTheWay()).forEach((path, commit) -> {
            if (!told.contains(path)) {
                OutsideNames.wrongForGit(path)
                        .map(reason ->
                                new AuditFinding.Outside(path, reason + "; commit " + commit.abbreviated() + " has it"))
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    /** The first one that was there before it. */
    private Optional<AuditFinding> twin(FeatureId feature, String path) {
        if (!feature.equals(addedBy.get(path))) {
            return Optional.empty();
        }
        return twins.of(path)
                .filter(other -> isBefore(other, feature, path))
                .findFirst()
                .map(other -> {
                    List<FeatureId> of =
                            Optional.ofNullable(addedBy.get(other)).stream().toList();
                    return Twins.areOfUnicode(path, other)
                            ? new AuditFinding.UnicodeTwin(path, other, of)
                            : new AuditFinding.CaseTwin(path, other, of);
                });
    }

    /** Whether the target had it, or a branch before added it, or the same branch by a smaller name. */
    private boolean isBefore(String other, FeatureId feature, String path) {
        FeatureId adder = addedBy.get(other);
        if (adder == null) {
            return true;
        }
        int difference = order.getOrDefault(adder, 0) - order.getOrDefault(feature, 0);
        return difference < 0 || (difference == 0 && other.compareTo(path) < 0);
    }
}
