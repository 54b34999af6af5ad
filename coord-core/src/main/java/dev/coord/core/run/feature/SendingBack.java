package dev.coord.core.run.feature;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.scheduling.RightOfWay;
import dev.coord.core.run.step.FeatureAccounts;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.SchemaConflicts;
import dev.coord.core.run.text.AuditText;
import dev.coord.core.run.text.Wording;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Renumbered;
import dev.coord.merge.TestResult;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import dev.coord.run.Collected;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What cannot land as it is goes back to its agent while calls remain. Specification 6.2. */
public final class SendingBack {

    private SendingBack() {}

    /** Whether calls remain. In both cases it is told, and the next call of its agent, whenever that is, begins with this. */
    public static boolean goesBack(RunDraft draft, FeatureId id, SentBack why) {
        return goesBack(draft, id, why, List.of(), false);
    }

    /**
     * The same for what does not merge: once the calls of its agent are used up, a resolver is asked, if there is one.
     *
     * @param refusals why it was not merged by what its files mean
     */
    public static boolean conflictGoesBack(RunDraft draft, FeatureId id, SentBack why, List<String> refusals) {
        return goesBack(draft, id, why, refusals, !hasCalls(draft, id) && hasResolver(draft, id));
    }

    private static boolean goesBack(
            RunDraft draft, FeatureId id, SentBack now, List<String> refusals, boolean toTheResolver) {
        FeatureRun feature = draft.feature(id);
        SentBack made = now.holding(RightOfWay.places(draft.run(), id));
        SentBack why = feature.renumbered(made.tip())
                .flatMap(Renumbered::commit)
                .map(made::from) // its files have the names there that others know them by
                .orElse(made);
        int tries = draft.run().settings().tries();
        boolean remain = toTheResolver || hasCalls(draft, id);
        String again = isAgain(feature, why) ? ", as before" : "";
        String next = toTheResolver
                ? "; the resolver is asked"
                : "; it goes back to its agent, call " + (feature.calls() + 1) + " of " + tries;
        draft.tell(new FeatureNotice.NotMerged(
                id,
                Progress.waveNumber(draft.run()),
                Stream.of(
                                why.files().stream().flatMap(file -> file.with().stream()),
                                why.findings().stream().flatMap(finding -> AuditText.others(finding).stream()),
                                SchemaConflicts.others(why).stream())
                        .flatMap(features -> features)
                        .distinct()
                        .toList(),
                Stream.of(
                                why.files().stream().map(ConflictedFile::path),
                                why.lost().stream().map(LostLine::path),
                                why.findings().stream().map(AuditFinding::path),
                                why.integrity().stream().map(IntegrityFinding::path))
                        .flatMap(paths -> paths)
                        .distinct()
                        .toList(),
                why.reason() + again + (remain ? next : ""),
                refusals));
        draft.put(id, toTheResolver ? feature.back(why).calledOut(tries) : feature.back(why));
        draft.replace(FeatureAccounts.returned(draft.run(), id, why));
        return remain;
    }

    /** Whether the latest call of its agent mended nothing of what it was told. */
    private static boolean isAgain(FeatureRun feature, SentBack why) {
        return feature.sentBack()
                .filter(before -> before.reason().equals(why.reason()) || isSame(before.integrity(), why.integrity()))
                .isPresent();
    }

    /** Lines move. */
    private static boolean isSame(List<IntegrityFinding> before, List<IntegrityFinding> now) {
        return !now.isEmpty()
                && before.size() == now.size()
                && now.stream()
                        .allMatch(one -> before.stream()
                                .anyMatch(other -> other.path().equals(one.path())
                                        && other.message().equals(one.message())));
    }

    /** A branch has no agent. */
    public static boolean hasCalls(RunDraft draft, FeatureId id) {
        RunSettings settings = draft.run().settings();
        return settings.origin() == Origin.AGENTS && draft.feature(id).calls() < settings.tries();
    }

    /** It is asked once, after all calls of the agent. */
    public static boolean hasResolver(RunDraft draft, FeatureId id) {
        RunSettings settings = draft.run().settings();
        return settings.resolver() && draft.feature(id).calls() <= settings.tries();
    }

    /** Whether its work is the resolver's: what an agent may decide with its whole task before it, nobody else may. */
    public static boolean wasTheResolvers(RunDraft draft, FeatureId id) {
        RunSettings settings = draft.run().settings();
        return settings.resolver() && draft.feature(id).calls() == settings.tries() + 1;
    }

    /** It stays where it is in the order, since nothing of its wave has been merged yet. */
    static void unresolved(
            RunDraft draft, FeatureId id, FeaturePhase.Collecting collecting, Collected.Unresolved unresolved) {
        List<ConflictedFile> met =
                draft.feature(id).sentBack().map(SentBack::files).orElse(List.of());
        String reason = "a conflict is not resolved: "
                + Wording.places(unresolved.files().stream().map(Wording::place).toList());
        SentBack why =
                new SentBack(unresolved.tip(), collecting.workspace().base(), reason, both(met, unresolved.files()));
        again(draft, id, collecting, why, conflictGoesBack(draft, id, why, List.of()));
    }

    /** It wrote what it may not: it keeps what it met before, and gets no right of way on what is not its own. */
    static void undeclared(
            RunDraft draft,
            FeatureId id,
            FeaturePhase.Collecting collecting,
            CommitId tip,
            List<AuditFinding> findings) {
        List<ConflictedFile> met =
                draft.feature(id).sentBack().map(SentBack::files).orElse(List.of());
        SentBack why = new SentBack(
                tip, collecting.workspace().base(), AuditText.reason(findings), met, List.of(), first(findings));
        again(draft, id, collecting, why, goesBack(draft, id, why));
    }

    /** Its check failed: it keeps what it met before. What its agent reads begins with the command, as a terminal shows it. */
    static void failedItsCheck(
            RunDraft draft, FeatureId id, FeaturePhase.Checking checking, String command, TestResult result) {
        List<ConflictedFile> met =
                draft.feature(id).sentBack().map(SentBack::files).orElse(List.of());
        SentBack why = new SentBack(
                checking.passed().tip(),
                checking.workspace().base(),
                "its check failed: " + Wording.ended(result, "its"),
                met,
                List.of(),
                List.of(),
                "$ " + command + "\n" + result.output());
        again(draft, id, checking, why, goesBack(draft, id, why));
    }

    /** Of very many the first: a record of them is kept. */
    public static List<AuditFinding> first(List<AuditFinding> findings) {
        return findings.stream().limit(FeatureProof.MOST).toList();
    }

    private static void again(RunDraft draft, FeatureId id, FeaturePhase.Manned phase, SentBack why, boolean goesBack) {
        if (!goesBack) {
            Failures.failAsTold(draft, id, phase, why.reason());
            return;
        }
        String reason = why.reason();
        draft.apply(new Command.FailFeature(id, phase.agent(), reason)); // that frees its locks
        draft.change(snapshot -> draft.isLanded(id)
                ? Lifecycle.land(snapshot, List.of(id), draft.now())
                : Lifecycle.undo(snapshot, List.of(id), draft.now()));
        draft.enter(id, new FeaturePhase.Salvaging(phase.workspace(), Optional.empty(), Optional.empty()));
    }

    /** It keeps its right of way where it met others, and who these are, and has it also where it left other marks. */
    private static List<ConflictedFile> both(List<ConflictedFile> met, List<ConflictedFile> left) {
        List<ConflictedFile> all = new ArrayList<>(met);
        left.stream()
                .filter(file -> met.stream().noneMatch(one -> one.path().equals(file.path())))
                .forEach(all::add);
        return all;
    }
}
