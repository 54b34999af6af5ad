package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.audit.NameAudit;
import dev.coord.core.audit.NameAudit.Branch;
import dev.coord.core.audit.TouchedFile;
import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.core.marks.FileCheck;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is found of merged waves and of the work in them. */
final class WaveProofs {

    private final History history;
    private final Map<CommitId, FeatureProof> proofs = new HashMap<>();
    private Function<FeatureTip, FeatureProof> finder = tip -> FeatureProof.of(tip.feature());

    WaveProofs(History history) {
        this.history = history;
    }

    /** From now on this says what is found of work that nobody has looked at yet. */
    void findBy(Function<FeatureTip, FeatureProof> chosen) {
        finder = chosen;
    }

    /** What is found of a tip, however often it is looked at. */
    FeatureProof proofOf(FeatureTip tip) {
        return proofs.computeIfAbsent(tip.tip(), id -> finder.apply(tip));
    }

    Proof of(Candidate candidate) {
        List<FeatureTip> tips = candidate.work().tips();
        List<Commit> line = history.line(candidate.commit());
        List<Branch> branches = new ArrayList<>();
        SortedMap<FeatureId, List<String>> changed = new TreeMap<>();
        for (int i = 0; i < tips.size(); i++) {
            FeatureTip tip = tips.get(i);
            CommitId before = line.get(line.size() - 1 - tips.size() + i).id();
            CommitId merged = candidate.mergedTips().get(i);
            SortedMap<String, String> begun =
                    history.get(history.base(before, merged)).tree();
            SortedMap<String, String> made = history.get(merged).tree();
            List<String> files = List.copyOf(History.changed(begun, made));
            changed.put(tip.feature(), files);
            branches.add(new Branch(
                    tip.feature(),
                    files.stream()
                            .map(path -> new TouchedFile(path, kind(begun, path), kind(made, path), ""))
                            .toList(),
                    Set.of()));
        }
        SortedMap<FeatureId, List<AuditFinding>> names =
                NameAudit.of(branches, history.get(candidate.commit()).tree().keySet());
        List<IntegrityFinding> broken = new FileCheck().find(files(candidate, changed));
        return new Proof(
                tips.stream()
                        .map(tip -> proofOf(tip)
                                .with(names.getOrDefault(tip.feature(), List.of()))
                                .withIntegrity(broken.stream()
                                        .filter(finding -> finding.feature().equals(tip.feature()))
                                        .toList()))
                        .toList(),
                changed);
    }

    private TreeFiles files(Candidate candidate, SortedMap<FeatureId, List<String>> changed) {
        List<ChangedFile> files = new ArrayList<>();
        Map<FeatureId, SortedMap<String, String>> own = new HashMap<>();
        Map<FeatureId, SortedMap<String, String>> begun = new HashMap<>();
        for (FeatureTip tip : candidate.work().tips()) {
            SortedMap<String, String> made = history.get(tip.tip()).tree();
            own.put(tip.feature(), made);
            begun.put(
                    tip.feature(),
                    history.get(history.base(candidate.base(), tip.tip())).tree());
            changed.getOrDefault(tip.feature(), List.of())
                    .forEach(path -> files.add(new ChangedFile(tip.feature(), path, !made.containsKey(path))));
        }
        return new TreeFiles(
                files,
                own,
                begun,
                history.get(candidate.base()).tree(),
                history.get(candidate.commit()).tree());
    }

    private static Kind kind(SortedMap<String, String> tree, String path) {
        return tree.containsKey(path) ? Kind.FILE : Kind.NOTHING;
    }
}
