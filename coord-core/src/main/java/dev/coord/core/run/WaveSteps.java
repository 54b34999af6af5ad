package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.ConflictType;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.ConflictEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the events of a whole wave lead to. */
final class WaveSteps {

    private static final int MOST_TRIES = 5;

    private WaveSteps() {}

    static int number(RunDraft draft) {
        return draft.run().waves().get(draft.run().wave()).number();
    }

    /** When every feature of the wave has ended: integrate if all did well, else stop. */
    static void endOfWork(RunDraft draft) {
        List<FeatureId> wave = draft.wave();
        if (!wave.stream().allMatch(id -> Phases.isAtEnd(draft.phaseOf(id)))) {
            return;
        }
        List<String> reasons = failures(draft, wave);
        if (reasons.isEmpty()) {
            integrate(draft);
        } else {
            rollBack(draft, reasons);
        }
    }

    /** Why features have failed, one reason for each that has. */
    static List<String> failures(RunDraft draft, List<FeatureId> features) {
        List<String> reasons = new ArrayList<>();
        for (FeatureId id : features) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Failed failed) {
                reasons.add("feature '" + id + "' failed: " + failed.reason()
                        + (failed.kept().isEmpty() ? "" : "; its work is kept at " + failed.kept()));
            }
        }
        return reasons;
    }

    /** Begins to integrate the current wave, whose features have all finished. */
    static void integrate(RunDraft draft) {
        if (draft.run().phase() instanceof RunPhase.Working working) {
            integrate(draft, working.base(), 0);
        }
    }

    static void merged(RunDraft draft, RunEvent.WaveMerged event) {
        if (!(draft.run().phase() instanceof RunPhase.Merging merging)
                || !NextSteps.work(draft.run(), merging.base()).equals(event.work())) {
            return;
        }
        MergeOutcome outcome = event.outcome();
        if (outcome instanceof MergeOutcome.Merged merged) {
            draft.tell(
                    RunNotice.Kind.MERGE,
                    "wave " + number(draft) + ": merged onto "
                            + merged.candidate().base().abbreviated() + " as "
                            + merged.candidate().commit().abbreviated());
            draft.enter(new RunPhase.Testing(merged.candidate(), merging.tries()));
            draft.act(new RunAction.TestCandidate(merged.candidate()));
        } else if (outcome instanceof MergeOutcome.Conflicted conflicted) {
            conflicted(draft, conflicted);
        } else if (outcome instanceof MergeOutcome.Overtaken late) {
            overtaken(draft, late);
        } else if (outcome instanceof MergeOutcome.TargetRewound rewound) {
            rewound(draft, rewound);
        } else {
            throw new AssertionError(outcome);
        }
    }

    static void tested(RunDraft draft, RunEvent.CandidateTested event) {
        if (!(draft.run().phase() instanceof RunPhase.Testing testing)
                || !testing.candidate().equals(event.candidate())) {
            return;
        }
        if (event.outcome() instanceof TestOutcome.Passed passed) {
            if (!passed.output().isBlank()) {
                draft.tell(
                        RunNotice.Kind.TEST,
                        "combined tests passed\n" + passed.output().strip());
            }
            draft.enter(new RunPhase.Landing(testing.candidate(), testing.tries()));
            draft.act(new RunAction.LandWave(testing.candidate()));
        } else if (event.outcome() instanceof TestOutcome.Failed red) {
            testsFailed(draft, red);
        } else {
            throw new AssertionError(event.outcome());
        }
    }

    static void landed(RunDraft draft, RunEvent.WaveLanded event) {
        if (!(draft.run().phase() instanceof RunPhase.Landing landing)
                || !landing.candidate().equals(event.candidate())) {
            return;
        }
        LandingOutcome outcome = event.outcome();
        if (outcome instanceof LandingOutcome.Landed landed) {
            completeWave(draft, landed);
        } else if (outcome instanceof LandingOutcome.TargetMoved moved) {
            targetMoved(draft, landing, moved);
        } else if (outcome instanceof LandingOutcome.CheckoutInTheWay inTheWay) {
            stop(
                    draft,
                    "wave " + number(draft) + " was not landed: " + inTheWay.reason() + "; it is kept at "
                            + inTheWay.keptAt()
                            + (inTheWay.command().isEmpty()
                                    ? ", and the same command lands it once that is done"
                                    : ", land it with: " + inTheWay.command()));
        } else {
            throw new AssertionError(outcome);
        }
    }

    /** Agents of other features go on, and the intent to land is kept where nobody knows whether it was carried out. */
    static void landingFailed(RunDraft draft, RunEvent.LandingFailed failed) {
        if (!(draft.run().phase() instanceof RunPhase.Landing landing)
                || !landing.candidate().equals(failed.candidate())) {
            return;
        }
        String target = draft.run().settings().target();
        String what = "wave " + number(draft) + ": landing it on " + target + " broke off: " + failed.message();
        if (failed.landed().isEmpty()) {
            String reason = what + "; whether " + target
                    + " has moved could not be asked: the next run finishes what was begun";
            undoFinished(draft);
            end(draft, List.of(reason), Optional.of(failed.candidate()));
            draft.tell(RunNotice.Kind.FAIL, reason);
        } else if (failed.landed().get()) {
            draft.tell(RunNotice.Kind.WARNING, what + "; " + target + " has moved all the same");
            completeWave(draft, new LandingOutcome.Landed(failed.candidate().commit()));
        } else {
            stop(draft, what);
        }
    }

    /** Merging or testing could not be tried. */
    static void notIntegrated(RunDraft draft, RunAction action, String message) {
        boolean isLate = !(draft.run().phase() instanceof RunPhase.Merging merging
                        && action.equals(new RunAction.MergeWave(NextSteps.work(draft.run(), merging.base()))))
                && !(draft.run().phase() instanceof RunPhase.Testing testing
                        && action.equals(new RunAction.TestCandidate(testing.candidate())));
        if (!isLate) {
            stop(draft, "wave " + number(draft) + " could not be integrated: " + message);
        }
    }

    static void stop(RunDraft draft, String reason) {
        stop(draft, List.of(reason));
    }

    static void stop(RunDraft draft, List<String> reasons) {
        rollBack(draft, reasons);
    }

    private static void integrate(RunDraft draft, CommitId base, int tries) {
        WaveWork work = NextSteps.work(draft.run(), base);
        draft.enter(new RunPhase.Merging(base, tries));
        draft.tell(RunNotice.Kind.MERGE, "wave " + work.wave() + ": merging " + NextSteps.names(draft.wave()));
        draft.act(new RunAction.MergeWave(work));
    }

    private static void completeWave(RunDraft draft, LandingOutcome.Landed landed) {
        List<FeatureId> wave = draft.wave();
        draft.change(snapshot -> Lifecycle.land(snapshot, wave, draft.now()));
        draft.tell(
                RunNotice.Kind.LAND,
                "wave " + number(draft) + " landed on " + draft.run().settings().target() + " as "
                        + landed.commit().abbreviated());
        for (FeatureId id : wave) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Finished finished) {
                draft.act(new RunAction.RemoveWorkspace(finished.workspace()));
            }
        }
        draft.replace(draft.run().atWave(draft.run().wave() + 1).in(new RunPhase.Working(landed.commit())));
        NextSteps.beginWave(draft);
    }

    private static void targetMoved(RunDraft draft, RunPhase.Landing landing, LandingOutcome.TargetMoved moved) {
        String target = draft.run().settings().target();
        if (landing.tries() + 1 >= MOST_TRIES) {
            stop(
                    draft,
                    "wave " + number(draft) + " was not landed: " + target + " moved " + MOST_TRIES
                            + " times while it was being merged; run again when it is quieter");
            return;
        }
        draft.tell(
                RunNotice.Kind.WARNING,
                target + " moved to " + moved.now().abbreviated() + " meanwhile; merging again onto it");
        integrate(draft, landing.candidate().base(), landing.tries() + 1);
    }

    private static void conflicted(RunDraft draft, MergeOutcome.Conflicted conflicted) {
        FeatureId id = conflicted.feature();
        String with =
                conflicted.with().isEmpty() ? draft.run().settings().target() : NextSteps.names(conflicted.with());
        String reason = "cannot merge '" + id + "' with " + with + ": conflict in " + conflicted.files();
        List<FeatureId> both = new ArrayList<>(conflicted.with());
        both.add(id);
        draft.log(new ConflictEntry(
                draft.now(), ConflictType.MERGE_CONFLICT, both, conflicted.files(), "Run " + id + " again"));
        rejectOne(draft, id, reason);
    }

    private static void overtaken(RunDraft draft, MergeOutcome.Overtaken late) {
        FeatureId id = late.feature();
        String reason = "'" + id + "' comes too late: it was made under token "
                + late.token().value() + ", and '" + late.by() + "' holds the newer token "
                + late.newer().value() + " and changed " + late.files() + " meanwhile; run again to have '" + id
                + "' made anew on top of that";
        draft.log(new ConflictEntry(
                draft.now(),
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(late.by(), id),
                late.files(),
                "Run " + id + " again, its token " + late.token().value() + " is older than "
                        + late.newer().value()));
        rejectOne(draft, id, reason);
    }

    /** The wave stops; the one feature has failed and its work is kept aside, that of the others is used again. */
    private static void rejectOne(RunDraft draft, FeatureId id, String reason) {
        FeaturePhase phase = draft.phaseOf(id);
        stop(draft, reason);
        draft.change(snapshot -> Lifecycle.reject(snapshot, List.of(id), reason, draft.now()));
        if (phase instanceof FeaturePhase.Finished finished) {
            draft.enter(id, new FeaturePhase.Salvaging(finished.workspace(), Optional.empty(), Optional.of(reason)));
            draft.act(new RunAction.KeepWork(finished.workspace(), draft.declared(id), Optional.empty()));
        }
    }

    private static void rewound(RunDraft draft, MergeOutcome.TargetRewound rewound) {
        String target = draft.run().settings().target();
        stop(
                draft,
                "wave " + number(draft) + " was not merged: somebody set " + target + " back, or rewrote it, to "
                        + rewound.now().abbreviated() + ", which does not contain "
                        + rewound.since().abbreviated() + " that this run had seen there; to go on from "
                        + rewound.now().abbreviated()
                        + ", run the same command again: what has not landed there is made anew; to have "
                        + rewound.since().abbreviated() + " back first: " + rewound.command());
    }

    private static void testsFailed(RunDraft draft, TestOutcome.Failed red) {
        List<FeatureId> wave = draft.wave();
        String reason = "the combined tests of " + NextSteps.names(wave) + " failed: " + red.result();
        draft.tell(RunNotice.Kind.TEST, reason + "\n" + red.output().strip());
        stop(draft, reason);
        draft.change(snapshot -> Lifecycle.reject(snapshot, wave, reason, draft.now()));
    }

    /** What is finished and does not land is not completed; it is used again by the next try. */
    static void undoFinished(RunDraft draft) {
        List<FeatureId> finished = draft.together().stream()
                .filter(id -> draft.phaseOf(id) instanceof FeaturePhase.Finished)
                .toList();
        draft.change(snapshot -> Lifecycle.undo(snapshot, finished, draft.now()));
    }

    /** The coordination state returns to what it was before the wave; the target never left it. */
    private static void rollBack(RunDraft draft, List<String> reasons) {
        undoFinished(draft);
        end(draft, reasons, Optional.empty());
        draft.tell(
                RunNotice.Kind.ROLLBACK,
                "wave " + number(draft) + " did not land, nothing of it is on "
                        + draft.run().settings().target() + "; " + String.join("; ", reasons));
    }

    private static void end(RunDraft draft, List<String> reasons, Optional<Candidate> landing) {
        if (draft.isContinuous() && Continuous.isBusy(draft)) {
            draft.enter(new RunPhase.Draining(reasons, landing));
        } else {
            draft.enter(new RunPhase.Stopped(reasons, landing));
        }
    }
}
