package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.audit.Verdict;
import dev.coord.core.audit.Writes;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.feature.AuditSteps;
import dev.coord.core.run.feature.SendingBack;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.AuditText;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.ProofText;
import dev.coord.core.run.wave.Meetings.PutOff;
import dev.coord.core.survival.SurvivalVerdict;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is found of a merged wave is kept, and what may not land is left out of it. Specification 6.1 and 6.2. */
public final class ProofSteps {

    private ProofSteps() {}

    public static void proven(RunDraft draft, RunEvent.CandidateProven event) {
        if (!(draft.run().phase() instanceof RunPhase.Proving proving)
                || !proving.candidate().equals(event.candidate())) {
            return;
        }
        Map<FeatureId, SentBack> stopped = new LinkedHashMap<>(); // in plan order: the first goes back first
        List<PutOff> putOff = new ArrayList<>();
        Proof whole = AuditSteps.asNamed(draft, event.proof());
        Map<FeatureId, List<AuditFinding>> found = AuditSteps.found(draft, whole);
        Bringers bringers = new Bringers(draft, proving.candidate().features());
        for (FeatureProof one : whole.features()) {
            FeatureProof proof = bringers.of(Meetings.named(draft.run(), one));
            FeatureId id = proof.feature();
            List<AuditFinding> findings = found.getOrDefault(id, List.of());
            Set<FeatureId> out = Meetings.out(stopped, putOff);
            List<IntegrityFinding> broken = Meetings.without(stopping(proof.integrity(), true), out);
            boolean meets =
                    Meetings.isAllWith(draft.run(), broken, proving.candidate().features());
            boolean isOfItself =
                    !meets || objection(draft, proof, findings, List.of(), out).isPresent();
            if (isOfItself) {
                objection(draft, proof, findings, broken, out).ifPresent(why -> stopped.put(id, why));
            } else if (!broken.isEmpty()) {
                putOff.add(Meetings.putOff(id, broken, told(draft, id, broken)));
            }
            AuditSteps.tell(draft, proof, findings);
            tellIntegrity(draft, proof);
            draft.put(id, draft.feature(id).proven(proof.with(findings)));
        }
        if (stopped.isEmpty() && putOff.isEmpty()) {
            draft.enter(new RunPhase.Testing(
                    proving.candidate(), proving.tries(), TrialSteps.checks(draft, proving.candidate(), whole)));
        } else {
            WaveSteps.goOnWithout(draft, proving.candidate(), proving.tries(), stopped, putOff);
        }
    }

    /**
     * Why a feature may not land, if it may not, where these before it may not either. What its agent is asked of once is told
     * after that.
     */
    private static Optional<SentBack> objection(
            RunDraft draft,
            FeatureProof proof,
            List<AuditFinding> findings,
            List<IntegrityFinding> broken,
            Set<FeatureId> leftOut) {
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
        if (!broken.isEmpty()) {
            reasons.add(told(draft, id, broken));
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

    private static String told(RunDraft draft, FeatureId id, List<IntegrityFinding> broken) {
        FeaturePhase.Finished finished = (FeaturePhase.Finished) draft.phaseOf(id);
        return IntegrityText.of(broken, draft.feature(id).renumbered(finished.tip()));
    }

    private static List<IntegrityFinding> stopping(List<IntegrityFinding> findings, boolean stops) {
        return findings.stream().filter(finding -> finding.stops() == stops).toList();
    }

    /** Nothing twice, however often its wave is merged. */
    private static void tellIntegrity(RunDraft draft, FeatureProof proof) {
        List<IntegrityFinding> told = new ArrayList<>(stopping(proof.integrity(), false));
        draft.feature(proof.feature()).proof().map(FeatureProof::integrity).ifPresent(told::removeAll);
        List<IntegrityFinding> notes =
                told.stream().filter(finding -> finding.weight() == Weight.NOTE).toList();
        told.removeAll(notes);
        if (!told.isEmpty()) {
            draft.tell(RunNotice.Warning.of(proof.feature(), IntegrityText.of(told)));
        }
        if (!notes.isEmpty()) {
            draft.tell(new FeatureNotice.Noted(proof.feature(), IntegrityText.of(notes)));
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
