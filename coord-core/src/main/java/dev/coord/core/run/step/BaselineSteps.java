package dev.coord.core.run.step;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.Wording;
import dev.coord.core.state.Lifecycle;
import dev.coord.core.verdict.KnownFailures;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.state.Command;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The target is tested before anything lands on it. No agent begins before that is known, and none where it is red. */
public final class BaselineSteps {

    private BaselineSteps() {}

    /** A start begins with this, unless there is nothing to do, nothing to test with, or nobody wants to know. */
    public static void begin(RunDraft draft, CommitId target) {
        RunRecord run = draft.run();
        boolean isAsked = !Progress.wave(run).isEmpty()
                && run.settings().tests().isPresent()
                && run.settings().baseline() != BaselinePolicy.UNTESTED;
        know(draft, isAsked ? new Baseline.Testing(target) : new Baseline.Unknown());
        if (isAsked) {
            draft.tell(new RunNotice.BaselineBegan(
                    run.settings().target(),
                    target,
                    run.settings().baseline() == BaselinePolicy.ALLOW_RED,
                    run.settings().origin()));
        }
    }

    public static void tested(RunDraft draft, CommitId base, TrialOutcome outcome) {
        Accounts.note(draft, Purpose.BASELINE, List.of(), outcome);
        if (outcome.isGreen()) {
            know(draft, new Baseline.Green(base));
            draft.tell(new RunNotice.BaselinePassed(draft.run().settings().target(), base));
        } else {
            red(draft, base, outcome.combined().orElseThrow());
        }
    }

    /** Tests that cannot be tried say nothing of the target, and nothing of what is to land on it either. */
    public static void failed(RunDraft draft, CommitId base, String message, String output) {
        know(draft, new Baseline.Red(base, new TreeSet<>(), Extent.UNKNOWN));
        String target = draft.run().settings().target();
        String reason =
                "the combined tests cannot be tried on " + target + " as it is, " + base.abbreviated() + ": " + message;
        draft.tell(new RunNotice.BaselineFailed(target, base, reason, output));
        Stopping.stopBeforehand(draft, reason);
    }

    /** The base is red: nobody is to blame, and what is at work is only ended. */
    public static void red(RunDraft draft, CommitId base, TestResult red) {
        String target = draft.run().settings().target();
        know(draft, new Baseline.Red(base, red.failing(), red.extent()));
        String what = "the combined tests fail on " + target + " as it is, " + base.abbreviated();
        String ended = what + ": " + Wording.ended(red, "their");
        if (!startsNothing(draft.run())) {
            draft.tell(new RunNotice.BaselineFailed(
                    target,
                    base,
                    ended
                            + (red.failing().isEmpty()
                                    ? "; a wave lands only if it is green itself, since nothing tells which tests fail: --test-reports or"
                                            + " TAP output would"
                                    : "; a wave lands if it fails in nothing else"),
                    red.output()));
            testAgain(draft, base, red);
            return;
        }
        draft.tell(new RunNotice.BaselineFailed(target, base, what, red.output())); // the reason it ends for says more
        Stopping.stopBeforehand(draft, ended + "; " + waysOn(draft.run()));
    }

    /** A wave of which it was not known that its base is red may fail in nothing else than that. */
    private static void testAgain(RunDraft draft, CommitId base, TestResult red) {
        if (draft.run().phase() instanceof RunPhase.Searching searching
                && searching.candidate().base().equals(base)
                && !searching.red().isBaseKnown()
                && !red.failing().isEmpty()) {
            draft.enter(new RunPhase.Testing(
                    searching.candidate(), searching.tries(), searching.red().checks()));
        }
    }

    /** Whoever did not have the target tested first knows that way, and it has led here. */
    private static String waysOn(RunRecord run) {
        return "mend that first, or go on all the same: --allow-red-base lands what is green itself or, where --test-reports or TAP output"
                + " tells tests apart, fails in nothing that the target does not"
                + (run.settings().baseline() == BaselinePolicy.UNTESTED
                        ? ""
                        : "; --no-baseline does not test the target before");
    }

    /** Whether agents may not begin, now or at all. */
    public static boolean keepsAgents(RunRecord run) {
        return run.account().baseline() instanceof Baseline.Testing || startsNothing(run);
    }

    /** Where a red target is allowed, that is so once the run stops, as for tests that cannot be tried. */
    public static boolean startsNothing(RunRecord run) {
        return run.account().baseline() instanceof Baseline.Red
                && (run.settings().baseline() != BaselinePolicy.ALLOW_RED || run.phase() instanceof RunPhase.Draining);
    }

    /** What was made ready for an agent that does not begin is as if never begun. What is still being made is given back once it is. */
    public static void giveBackWhatDoesNotBegin(RunDraft draft) {
        if (startsNothing(draft.run())) {
            Progress.ahead(draft.run()).forEach(id -> giveBack(draft, id));
        }
    }

    private static void giveBack(RunDraft draft, FeatureId id) {
        boolean isReady =
                draft.phaseOf(id) instanceof FeaturePhase.Queued || draft.phaseOf(id) instanceof FeaturePhase.Ready;
        if (!isReady || !(draft.phaseOf(id) instanceof FeaturePhase.Manned manned)) {
            return;
        }
        draft.apply(new Command.FailFeature(id, manned.agent(), "nothing begins")); // that frees its locks
        draft.change(snapshot -> draft.isLanded(id)
                ? Lifecycle.land(snapshot, List.of(id), draft.now())
                : Lifecycle.undo(snapshot, List.of(id), draft.now()));
        draft.enter(id, new FeaturePhase.Salvaging(manned.workspace(), Optional.empty(), Optional.empty()));
    }

    /** What the base fails in, where that is known and told apart: a wave may fail in that, too. */
    public static KnownFailures known(RunRecord run, CommitId base) {
        return run.settings().baseline() == BaselinePolicy.ALLOW_RED
                        && run.account().baseline() instanceof Baseline.Red red
                        && (red.base().equals(base) || isLanded(run.account(), base))
                ? new KnownFailures(red.failing(), red.extent())
                : KnownFailures.NONE;
    }

    /** Whether the base is red as well, and nobody can say in what. */
    public static boolean cannotBeToldApart(RunRecord run, CommitId base) {
        return run.account().baseline() instanceof Baseline.Red red
                && red.base().equals(base)
                && red.failing().isEmpty();
    }

    /** Whether it is known how the combined tests end there: it was tested first, or this run landed it. */
    public static boolean isKnown(RunRecord run, CommitId base) {
        RunAccount account = run.account();
        return (account.baseline() instanceof Baseline.Green green
                        && green.base().equals(base))
                || (account.baseline() instanceof Baseline.Red red && red.base().equals(base))
                || isLanded(account, base);
    }

    private static boolean isLanded(RunAccount account, CommitId base) {
        return account.landings().stream().anyMatch(landed -> landed.commit().equals(base));
    }

    private static void know(RunDraft draft, Baseline baseline) {
        draft.replace(draft.run().with(draft.run().account().with(baseline)));
    }
}
