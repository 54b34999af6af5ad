package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.audit.Verdict;
import dev.coord.core.audit.Writes;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.feature.AuditSteps;
import dev.coord.core.run.feature.SendingBack;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.AuditText;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.ProofText;
import dev.coord.core.survival.SurvivalVerdict;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is found of a merged wave is kept, and what may not land is left out of it. Specification 6.1 and 6.2. */
public final class ProofSteps {

    private ProofSteps() {}

    public static void proven(RunDraft draft, RunEvent.CandidateProven event) {
        if (!(draft.run().phase() instanceof RunPhase.Proving proving)
                || !proving.candidate().equals(event.candidate())) {
            return;
        }
        Map<FeatureId, SentBack> stopped = new TreeMap<>();
        Proof whole = AuditSteps.asNamed(draft, event.proof());
        Map<FeatureId, List<AuditFinding>> found = AuditSteps.found(draft, whole);
        for (FeatureProof proof : whole.features()) {
            FeatureId id = proof.feature();
            List<AuditFinding> findings = found.getOrDefault(id, List.of());
            objection(draft, proof, findings, stopped.keySet()).ifPresent(why -> stopped.put(id, why));
            AuditSteps.tell(draft, proof, findings);
            tellIntegrity(draft, proof);
            draft.put(id, draft.feature(id).proven(proof.with(findings)));
        }
        if (stopped.isEmpty()) {
            draft.enter(new RunPhase.Testing(
                    proving.candidate(), proving.tries(), TrialSteps.checks(draft, proving.candidate(), whole)));
        } else {
            WaveSteps.goOnWithout(draft, proving.candidate(), proving.tries(), stopped);
        }
    }

    /**
     * Why a feature may not land, if it may not, where these before it may not either. What its agent is asked of once is told
     * after that.
     */
    private static Optional<SentBack> objection(
            RunDraft draft, FeatureProof proof, List<AuditFinding> findings, Set<FeatureId> leftOut) {
        FeatureId id = proof.feature();
        RunSettings settings = draft.run().settings();
        FeaturePhase.Finished finished = (FeaturePhase.Finished) draft.phaseOf(id);
        SurvivalVerdict verdict = SurvivalVerdict.of(
                proof, draft.feature(id).proof(), SendingBack.hasCalls(draft, id), declared(draft, id), settings);
        List<String> reasons = new ArrayList<>(ProofText.reasons(verdict, settings.deletions()));
        if (!proof.oneSided().isEmpty() && SendingBack.wasTheResolvers(draft, id)) {
            reasons.add("its resolver kept nothing of one side: " + ProofText.lost(proof.oneSided()));
        }
        List<AuditFinding> stopping = Verdict.stopping(findings, settings, leftOut);
        if (!stopping.isEmpty()) {
            reasons.add(AuditText.reason(stopping));
        }
        List<IntegrityFinding> broken = stopping(proof.integrity(), true);
        if (!broken.isEmpty()) {
            reasons.add(IntegrityText.of(broken, draft.feature(id).renumbered(finished.tip())));
        }
        if (reasons.isEmpty()) {
            ProofText.told(proof).forEach(text -> draft.tell(RunNotice.Warning.of(id, text)));
            return Optional.empty();
        }
        return Optional.of(new SentBack(
                finished.tip(),
                finished.workspace().base(),
                String.join("; ", reasons),
                List.of(),
                verdict.lost(),
                SendingBack.first(stopping),
                "",
                broken,
                verdict.takenAway()
                        .subList(
                                0,
                                Math.min(FeatureProof.MOST, verdict.takenAway().size()))));
    }

    private static List<IntegrityFinding> stopping(List<IntegrityFinding> findings, boolean stops) {
        return findings.stream().filter(finding -> finding.stops() == stops).toList();
    }

    /** Nothing twice, however often its wave is merged. */
    private static void tellIntegrity(RunDraft draft, FeatureProof proof) {
        List<IntegrityFinding> told = new ArrayList<>(stopping(proof.integrity(), false));
        draft.feature(proof.feature()).proof().map(FeatureProof::integrity).ifPresent(told::removeAll);
        if (!told.isEmpty()) {
            draft.tell(RunNotice.Warning.of(proof.feature(), IntegrityText.of(told)));
        }
    }

    /** What it declares or holds a lock for; of a branch of which nobody declared what it writes, everything. */
    private static Predicate<String> declared(RunDraft draft, FeatureId id) {
        boolean isUnknown =
                draft.context().writes(id).isEmpty() && draft.run().settings().origin() == Origin.BRANCHES;
        Writes writes = AuditSteps.writes(draft, id, Map.of());
        return path -> isUnknown || writes.mayWrite(path);
    }
}
