package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.audit.Verdict;
import dev.coord.core.audit.WriteAudit;
import dev.coord.core.audit.Writes;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.AuditText;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What features wrote, against what they declared. An agent's work is looked at when it comes home, so that nobody merges with what
 * goes back; the whole of a wave is looked at when it is merged. Specification 5.1.
 */
public final class AuditSteps {

    private AuditSteps() {}

    /** What of the work that has come home may not stay. */
    static List<AuditFinding> stopping(RunDraft draft, FeatureId id, List<String> changed) {
        Map<FeatureId, List<String>> known = Map.of(id, asNamed(draft, id, changed));
        List<Writes> others =
                atWork(draft).stream().map(other -> writes(draft, other, known)).toList();
        return Verdict.stopping(
                WriteAudit.undeclared(writes(draft, id, known), others),
                draft.run().settings());
    }

    /** Files that coord gave other numbers, by the names that were declared. */
    public static Proof asNamed(RunDraft draft, Proof proof) {
        SortedMap<FeatureId, List<String>> changed = new TreeMap<>();
        proof.changed().forEach((id, paths) -> changed.put(id, asNamed(draft, id, paths)));
        return new Proof(proof.features(), changed, proof.reaches());
    }

    private static List<String> asNamed(RunDraft draft, FeatureId id, List<String> paths) {
        FeatureRun feature = draft.feature(id);
        return feature.renumbered().isEmpty()
                ? paths
                : paths.stream().map(feature::original).sorted().distinct().toList();
    }

    /** Everything that is found of each feature of a merged wave. */
    public static Map<FeatureId, List<AuditFinding>> found(RunDraft draft, Proof proof) {
        Set<FeatureId> atWork = atWork(draft);
        proof.features().forEach(one -> atWork.add(one.feature()));
        Map<FeatureId, Writes> writes = new TreeMap<>();
        atWork.forEach(id -> writes.put(id, writes(draft, id, proof.changed())));
        Map<FeatureId, List<AuditFinding>> found = new TreeMap<>();
        for (FeatureProof one : proof.features()) {
            List<AuditFinding> findings = new ArrayList<>(one.audit());
            if (proof.changed().containsKey(one.feature())) {
                findings.addAll(WriteAudit.of(writes(draft, one.feature(), proof.changed()), writes.values()));
            }
            found.put(one.feature(), findings);
        }
        return found;
    }

    /** Tells what does not stop a feature, a notice for each kind; nothing twice, however often its wave is merged. */
    public static void tell(RunDraft draft, FeatureProof proof, List<AuditFinding> findings) {
        List<AuditFinding> known =
                draft.feature(proof.feature()).proof().map(FeatureProof::audit).orElse(List.of());
        List<AuditFinding> told = new ArrayList<>(findings);
        told.removeAll(Verdict.stopping(findings, draft.run().settings()));
        for (List<AuditFinding> alike : AuditText.byKind(told)) {
            if (!known.containsAll(alike.subList(0, Math.min(alike.size(), FeatureProof.MOST)))) {
                draft.tell(new FeatureNotice.WriteAudited(proof.feature(), alike));
            }
        }
    }

    /** What is under way, and what went back to its agent and will be merged after this. */
    private static Set<FeatureId> atWork(RunDraft draft) {
        Set<FeatureId> atWork = new LinkedHashSet<>(draft.scheduling().together(draft.run()));
        Progress.ahead(draft.run()).stream()
                .filter(id -> Optional.ofNullable(draft.run().features().get(id))
                        .flatMap(FeatureRun::sentBack)
                        .isPresent())
                .filter(id -> !LeftOut.hasFailed(draft.run(), id))
                .forEach(atWork::add);
        return atWork;
    }

    public static Writes writes(RunDraft draft, FeatureId id, Map<FeatureId, List<String>> changed) {
        return Writes.of(id, draft.context().writes(id), held(draft, id), changed.getOrDefault(id, List.of()));
    }

    private static Collection<RepoPath> held(RunDraft draft, FeatureId id) {
        List<RepoPath> held = new ArrayList<>(leased(draft, id));
        if (draft.phaseOf(id) instanceof FeaturePhase.Finished finished) {
            finished.fence().ifPresent(fence -> held.addAll(fence.writes()));
            held.addAll(finished.asked());
        }
        return held;
    }

    /** What a feature holds locks for writing on now. */
    static List<RepoPath> leased(RunDraft draft, FeatureId id) {
        return draft.snapshot().locks().leases().stream()
                .filter(lease -> lease.feature().equals(id))
                .flatMap(lease -> lease.locks().stream())
                .filter(lock -> lock.operation() == Operation.WRITE)
                .map(PathLock::path)
                .toList();
    }
}
