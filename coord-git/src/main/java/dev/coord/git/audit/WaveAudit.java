package dev.coord.git.audit;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.audit.NameAudit;
import dev.coord.core.audit.NameAudit.Branch;
import dev.coord.core.audit.TouchedFile;
import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.Commits;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the branches of a merged wave changed, and which names in them do harm. */
public final class WaveAudit {

    /** No system takes a longer path for the target of a link. */
    private static final long LONGEST_TARGET = 65_536;

    private final Git git;

    /**
     * Binds git.
     *
     * @param git where the candidate is
     */
    public WaveAudit(Git git) {
        this.git = git;
    }

    /**
     * What was found.
     *
     * @param changed the files that each feature changed, sorted
     * @param names what harm the names of each feature do; nothing of a feature whose names do none
     */
    public record Found(SortedMap<FeatureId, List<String>> changed, SortedMap<FeatureId, List<AuditFinding>> names) {

        /** Adds it to what else was found. */
        public Proof with(List<FeatureProof> proofs, SortedMap<FeatureId, List<String>> reaches) {
            return new Proof(
                    proofs.stream()
                            .map(proof -> proof.with(names.getOrDefault(proof.feature(), List.of())))
                            .toList(),
                    changed,
                    reaches);
        }
    }

    /** Looks at a merged wave. */
    public Found of(Candidate candidate) {
        return of(candidate, BranchChanges.of(git, candidate));
    }

    /** The same where it is known what the branches changed. */
    public Found of(Candidate candidate, BranchChanges known) {
        List<List<Difference>> changes =
                known.branches().stream().map(BranchChanges.Branch::files).toList();
        Map<String, String> targets = targets(changes);
        List<Map<String, CommitId>> onTheWay = NamesOnTheWay.of(git, known.graph(), candidate.mergedTips());
        List<Branch> branches = new ArrayList<>();
        SortedMap<FeatureId, List<String>> changed = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            FeatureTip tip = candidate.work().tips().get(i);
            List<TouchedFile> files =
                    changes.get(i).stream().map(one -> change(one, targets)).toList();
            branches.add(new Branch(
                    tip.feature(), files, submodules(candidate.mergedTips().get(i), files), onTheWay.get(i)));
            changed.put(
                    tip.feature(),
                    files.stream().map(TouchedFile::path).sorted().distinct().toList());
        }
        return new Found(changed, NameAudit.of(branches, names(branches, candidate.commit())));
    }

    private static TouchedFile change(Difference one, Map<String, String> targets) {
        Kind after = Kind.of(one.newMode());
        return new TouchedFile(
                one.path().text(),
                Kind.of(one.oldMode()),
                after,
                after == Kind.LINK ? targets.getOrDefault(one.newId(), "") : "");
    }

    /** Where links lead, by their objects. */
    private Map<String, String> targets(List<List<Difference>> changes) {
        Set<String> links = new TreeSet<>();
        changes.stream()
                .flatMap(List::stream)
                .filter(one -> Kind.of(one.newMode()) == Kind.LINK)
                .forEach(one -> links.add(one.newId()));
        Map<String, String> targets = new TreeMap<>(Commits.contents(git, Commits.blobs(git, links, LONGEST_TARGET)));
        targets.replaceAll((id, raw) -> new GitPath(raw).text());
        return targets;
    }

    /** Where a branch says that there are submodules; asked only where it has new ones. */
    private Set<String> submodules(CommitId tip, List<TouchedFile> files) {
        if (files.stream().noneMatch(file -> file.after() == Kind.GITLINK && file.before() != Kind.GITLINK)) {
            return Set.of();
        }
        GitAnswer answer =
                git.ask("config", "--blob", tip + ":.gitmodules", "--null", "--get-regexp", "^submodule\\..*\\.path$");
        Set<String> paths = new HashSet<>();
        for (String field : answer.rawFields()) {
            int end = field.indexOf('\n');
            if (end >= 0) {
                paths.add(new GitPath(field.substring(end + 1)).text());
            }
        }
        return paths;
    }

    /** Every file of the candidate; asked only where something was added. */
    private List<String> names(List<Branch> branches, CommitId candidate) {
        Stream<TouchedFile> changes = branches.stream().flatMap(branch -> branch.changes().stream());
        return changes.noneMatch(TouchedFile::isAdded)
                ? List.of()
                : git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", candidate.value()).paths().stream()
                        .map(GitPath::text)
                        .toList();
    }
}
