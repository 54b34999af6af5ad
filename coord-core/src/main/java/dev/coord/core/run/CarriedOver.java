package dev.coord.core.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.step.RunContext;
import dev.coord.core.run.step.RunDraft;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of an earlier try is used again, what of it is kept aside, and what is made anew. */
record CarriedOver(RunContext context, RunStart start, OpenWork open) {

    /** Every feature as the next try begins with it. */
    SortedMap<FeatureId, FeatureRun> features(Optional<RunRecord> old) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        for (FeatureId id : context.features().features().keySet()) {
            features.put(id, carriedOver(id, old));
        }
        old.ifPresent(record -> record.features().forEach((id, run) -> {
            if (!features.containsKey(id)) {
                leftBehind(record, id).ifPresent(left -> features.put(id, run.in(left)));
            }
        }));
        return features;
    }

    /** Tells of work that had been done and is not used again. */
    void tellWhatIsNotUsedAgain(RunDraft draft, RunRecord old) {
        String target = start.settings().target();
        if (!(old.phase() instanceof RunPhase.Done)) {
            old.features().forEach((id, was) -> {
                if (!start.declares(context, id) && !(was.phase() instanceof FeaturePhase.Landed)) {
                    draft.tell(RunNotice.Warning.of(id, dropped(old, was.phase())));
                }
            });
        }
        draft.run().features().forEach((id, feature) -> {
            FeatureRun was = old.features().get(id);
            if (was != null
                    && was.digest().equals(feature.digest())
                    && was.redoes().equals(feature.redoes())
                    && old.settings().target().equals(target)
                    && !(was.phase() instanceof FeaturePhase.Pending) // what was taken back with coord is known to be
                    && wasTakenBack(old, id)) {
                String run = draft.run().id().equals(old.id()) ? "this run" : "run " + old.id();
                draft.tell(RunNotice.Warning.of(
                        id,
                        "had landed in " + run + ", and " + target + " does not contain it any more; it is "
                                + (start.isOfBranches() ? "merged again" : "made anew")));
            }
            if (was != null
                    && feature.phase() instanceof FeaturePhase.Salvaging
                    && was.phase().made().isPresent()) {
                CommitId base = was.phase().made().get().workspace().base();
                if (!start.survey().contained().contains(base)) {
                    draft.tell(RunNotice.Warning.of(
                            id,
                            "was finished on top of " + base.abbreviated() + ", which " + target
                                    + " does not contain any more; it is made anew"));
                }
            }
            if (was != null && was.phase() instanceof FeaturePhase.Placed && isGivenUp(id, was)) {
                draft.tell(RunNotice.Warning.of(
                        id, "is not made once more any longer, since that is not asked for now; what it landed stays"));
            }
        });
    }

    /** A call whose work nobody was left to collect does not count. */
    private static int calls(FeatureRun old) {
        return Math.max(0, old.calls() - (old.phase() instanceof FeaturePhase.Collecting ? 1 : 0));
    }

    private static String dropped(RunRecord old, FeaturePhase phase) {
        String kept =
                phase instanceof FeaturePhase.Failed failed && !failed.kept().isEmpty()
                        ? "; its work is kept at " + failed.kept()
                        : "";
        return "is in run " + old.id() + " and not in this feature file, so the run goes on without it" + kept
                + "; the file that has it makes it again";
    }

    private FeatureRun carriedOver(FeatureId id, Optional<RunRecord> old) {
        Optional<FeatureRun> run = old.map(record -> record.features().get(id));
        int attempts = run.map(FeatureRun::attempts).orElse(0);
        FeaturePhase phase = run.filter(feature -> isOfUse(old.orElseThrow(), id, feature))
                .map(feature -> goneOnWith(id, feature.phase()))
                .or(() -> old.flatMap(record -> leftBehind(record, id)))
                .orElseGet(() -> open.contains(id) ? new FeaturePhase.Pending() : new FeaturePhase.Landed());
        Duration worked = run.filter(feature -> !(old.orElseThrow().phase() instanceof RunPhase.Done))
                .map(FeatureRun::agentTime)
                .orElse(Duration.ZERO); // a run that was done is not gone on with
        boolean goesOn = old.filter(record -> !record.hasEnded()
                        && EarlierTry.isOfUse(record, start.settings().origin()))
                .isPresent(); // a new start begins to count anew
        boolean isMade = phase.made().isPresent(); // a branch that is looked at anew has had no call
        int calls = goesOn && (isMade || !start.isOfBranches())
                ? run.map(CarriedOver::calls).orElse(0)
                : 0;
        return new FeatureRun(
                start.digest(id),
                attempts,
                phase,
                worked,
                open.redoes(id),
                calls,
                run.filter(was -> asksForTheSame(old.orElseThrow(), id, was)).flatMap(this::sentBack),
                run.filter(was -> asksForTheSame(old.orElseThrow(), id, was)).flatMap(CarriedOver::earlier),
                run.filter(was -> start.digest(id).equals(was.digest())
                                && EarlierTry.isOfUse(
                                        old.orElseThrow(), start.settings().origin()))
                        .flatMap(FeatureRun::proof)
                        .map(FeatureProof::waitingForNothing), // it is looked at anew
                run.filter(was -> was.phase().equals(phase))
                        .map(FeatureRun::resolved)
                        .orElse(List.of()),
                run.filter(was -> start.digest(id).equals(was.digest()))
                        .map(FeatureRun::renumbered)
                        .orElse(List.of()));
    }

    /** Where what it made is kept is known once it has been pinned. */
    private static Optional<EarlierFailure> earlier(FeatureRun old) {
        if (old.phase() instanceof FeaturePhase.Failed failed) {
            boolean isSentBack = old.sentBack()
                    .filter(back -> back.reason().equals(failed.reason()))
                    .isPresent();
            return isSentBack ? old.earlier() : Optional.of(new EarlierFailure(failed.reason(), failed.kept()));
        }
        return old.phase() instanceof FeaturePhase.Running || old.phase() instanceof FeaturePhase.Collecting
                ? Optional.of(new EarlierFailure("coord was ended while its agent worked", ""))
                : old.earlier();
    }

    /** What had landed since, and was taken back, begins anew. */
    private boolean asksForTheSame(RunRecord record, FeatureId id, FeatureRun old) {
        return !start.isOfBranches()
                && open.contains(id)
                && !wasTakenBack(record, id)
                && start.digest(id).equals(old.digest())
                && open.redoes(id).equals(old.redoes());
    }

    /**
     * What was sent back is gone on with, unless the feature asks for something else by now, or the target does not contain any more
     * what it was made on: it would bring that back.
     */
    private Optional<SentBack> sentBack(FeatureRun old) {
        return old.sentBack()
                .filter(back -> start.survey().present().contains(back.tip())
                        && start.survey().contained().contains(back.base()));
    }

    /**
     * Finished work is used again, but not once it had landed and the target was set back, or it is to be made once more: its
     * agent works anew then. Where it has landed only its workspace is left to remove.
     */
    private boolean isOfUse(RunRecord record, FeatureId id, FeatureRun old) {
        Optional<FeaturePhase.Finished> made = old.phase().made();
        if (made.isEmpty()) {
            return false;
        }
        if (!open.contains(id)) {
            return !isGivenUp(id, old);
        }
        return !wasTakenBack(record, id)
                && open.redoes(id).equals(old.redoes())
                && start.digest(id).equals(old.digest())
                && start.survey().present().contains(made.get().tip())
                && start.survey().contained().contains(made.get().workspace().base());
    }

    /** What was being checked is checked again, if it still has a check. Its locks are free: what it meets tells its fence. */
    private FeaturePhase goneOnWith(FeatureId id, FeaturePhase phase) {
        if (!(phase instanceof FeaturePhase.Checking checking)) {
            return phase;
        }
        return open.contains(id) && context.declared(id).check().isPresent()
                ? new FeaturePhase.Checking(checking.agent(), Optional.empty(), checking.ran(), checking.passed())
                : checking.passed();
    }

    /** It was being made once more, and nobody asks for that any longer. */
    private boolean isGivenUp(FeatureId id, FeatureRun old) {
        return open.isDone(id) && open.isLanded(id, old);
    }

    private boolean wasTakenBack(RunRecord old, FeatureId id) {
        return open.contains(id)
                && old.waves().stream()
                        .limit(old.wave())
                        .anyMatch(wave -> wave.features().contains(id));
    }

    /** A workspace that may hold work nobody pinned: also one whose work could not be pinned when its feature failed. */
    private Optional<FeaturePhase> leftBehind(RunRecord old, FeatureId id) {
        FeatureRun run = old.features().get(id);
        if (run == null) {
            return Optional.empty();
        }
        if (old.settings().origin() == Origin.BRANCHES) { // which have no workspaces but those of the resolver
            return run.phase() instanceof FeaturePhase.Placed placed
                            && placed.workspace().resumes().isPresent()
                    ? Optional.of(new FeaturePhase.Salvaging(placed.workspace(), processOf(placed), Optional.empty()))
                    : Optional.empty();
        }
        if (run.phase() instanceof FeaturePhase.Placed placed) {
            return Optional.of(new FeaturePhase.Salvaging(placed.workspace(), processOf(placed), Optional.empty()));
        }
        if (run.phase() instanceof FeaturePhase.Failed failed && failed.kept().isEmpty()) {
            Workspace workspace = context.locator()
                    .locate(old.id(), id, run.attempts(), start.survey().target())
                    .declaring(context.declared(id).fileWrites());
            return Optional.of(new FeaturePhase.Salvaging(workspace, failed.process(), Optional.empty()));
        }
        return Optional.empty();
    }

    private static Optional<ProcessId> processOf(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Running running) {
            return running.process();
        }
        return phase instanceof FeaturePhase.Salvaging salvaging ? salvaging.process() : Optional.empty();
    }
}
