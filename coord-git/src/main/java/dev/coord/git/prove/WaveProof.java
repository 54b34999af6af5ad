package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.survival.LineKey;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.audit.OwnCommits;
import dev.coord.git.audit.WaveAudit;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.LandedChanges;
import dev.coord.git.integrity.IntegrityChecks;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.lines.BranchLines;
import dev.coord.git.lines.LineCounting;
import dev.coord.git.lines.TakenFromOthers;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.MergeDrivers;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.git.reach.Reaches;
import dev.coord.merge.Candidate;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Reads from git what became of everything that a merged wave was made of. */
final class WaveProof {

    private static final int BOTH = 2;

    private final Git git;
    private final Supplier<PlainMerges> plain;
    private final Supplier<IntegrationClone> clone;
    private final LandedChanges landings;
    private final Reaches reaches;
    private final IntegrityChecks checks;
    private final SchemaTrials trials;
    private final Supplier<SortedMap<String, ListedFile>> left;

    /**
     * Binds git.
     *
     * @param git where the candidate is, reading objects by a process that is there
     * @param plain makes the place for merges; asked where there is something to merge again
     * @param clone where the wave was merged; asked where drivers merged it
     * @param landings what features changed that have landed
     * @param reaches what features with checks depend on
     * @param checks look at the files
     * @param trials try migrations after that
     * @param left migrations that were taken back and are not undone
     */
    WaveProof(
            Git git,
            Supplier<PlainMerges> plain,
            Supplier<IntegrationClone> clone,
            LandedChanges landings,
            Reaches reaches,
            IntegrityChecks checks,
            SchemaTrials trials,
            Supplier<SortedMap<String, ListedFile>> left) {
        this.git = git;
        this.plain = plain;
        this.clone = clone;
        this.landings = landings;
        this.reaches = reaches;
        this.checks = checks;
        this.trials = trials;
        this.left = left;
    }

    /** Looks at a candidate. */
    Proof of(Candidate candidate) throws InterruptedException {
        BranchChanges changes = BranchChanges.of(git, candidate);
        List<Merges> merges = merges(candidate, changes);
        BlobLines lines = new BlobLines(git);
        List<BranchLines> branches = branchLines(changes, lines);
        List<Difference> merged = TreeDifference.between(
                git, candidate.base().value(), candidate.commit().value());
        LineCounting counting = new LineCounting(candidate, lines, branches, merged);
        WaveFiles files = WaveFiles.of(git, candidate, changes, lines, merged, left);
        Map<FeatureId, List<IntegrityFinding>> broken = trials.of(files, checks.of(files));
        TakenFromOthers taken = new TakenFromOthers(git, landings, lines);
        List<FeatureProof> proofs = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            FeatureId feature = candidate.work().tips().get(i).feature();
            Merges own = merges.get(i);
            Set<String> lost = new HashSet<>();
            own.lost().forEach(line -> lost.addAll(List.of(place(line.path(), line.text()), place(line.path(), ""))));
            FeatureProof proof = new FeatureProof(
                    feature,
                    counting.of(i, changes.branches().get(i)),
                    own.lost(),
                    own.oneSided(),
                    taken.of(
                            feature,
                            changes.branches().get(i),
                            branches.get(i),
                            (path, key) -> lost.contains(place(path.text(), new GitPath(key).text()))),
                    List.of());
            proofs.add(proof.withIntegrity(broken.getOrDefault(feature, List.of())));
        }
        return new WaveAudit(git).of(candidate, changes).with(proofs, reaches.on(git, candidate.commit()));
    }

    private static String place(String path, String text) {
        return path + '\0' + LineKey.of(text).orElse("");
    }

    private static List<BranchLines> branchLines(BranchChanges changes, BlobLines lines) {
        Set<String> ids = new HashSet<>();
        changes.branches().stream().flatMap(branch -> branch.files().stream()).forEach(file -> {
            ids.add(file.oldId());
            ids.add(file.newId());
        });
        lines.read(ids);
        return changes.branches().stream()
                .map(branch -> BranchLines.of(branch.files(), lines))
                .toList();
    }

    /** What the merges of a branch, and the merge of the branch, lost. */
    private record Merges(List<LostLine> lost, List<LostLine> oneSided) {}

    private List<Merges> merges(Candidate candidate, BranchChanges changes) {
        List<Set<CommitId>> own = OwnCommits.of(changes.graph(), candidate.mergedTips());
        Optional<DrivenMerges> driven = MergeDrivers.names(git).isEmpty()
                ? Optional.empty()
                : Optional.of(new DrivenMerges(git, candidate, changes, MergeDrivers.of(clone.get())));
        List<Merges> found = new ArrayList<>();
        try (Lazy place = new Lazy(plain)) {
            for (int i = 0; i < own.size(); i++) {
                List<LostLine> lost = new ArrayList<>();
                List<LostLine> oneSided = new ArrayList<>();
                if (own.get(i).stream().anyMatch(commit -> isMerge(changes, commit))) {
                    OwnMerges.Found ofBranch = new OwnMerges(place.get(), changes.graph(), candidate.base())
                            .of(candidate.mergedTips().get(i), own.get(i));
                    lost.addAll(ofBranch.lost());
                    oneSided.addAll(ofBranch.oneSided());
                }
                int branch = i;
                Map<GitPath, String> files = driven.map(all -> all.of(branch)).orElse(Map.of());
                if (!files.isEmpty()) {
                    lost.addAll(driven.orElseThrow().lost(i, files, new MergeCheck(place.get())));
                }
                found.add(new Merges(first(lost), first(oneSided)));
            }
        }
        return found;
    }

    private static List<LostLine> first(List<LostLine> lines) {
        return lines.stream().limit(FeatureProof.MOST).toList();
    }

    private static boolean isMerge(BranchChanges changes, CommitId commit) {
        return changes.graph().parents().getOrDefault(commit, List.of()).size() >= BOTH;
    }

    /** Most waves have nothing to merge again. */
    private static final class Lazy implements AutoCloseable {

        private final Supplier<PlainMerges> maker;
        private Optional<PlainMerges> made = Optional.empty();

        Lazy(Supplier<PlainMerges> maker) {
            this.maker = maker;
        }

        PlainMerges get() {
            if (made.isEmpty()) {
                made = Optional.of(maker.get());
            }
            return made.get();
        }

        @Override
        public void close() {
            made.ifPresent(PlainMerges::close);
        }
    }
}
