package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.culprit.Culprit;
import dev.coord.core.culprit.Probe.Purpose;
import dev.coord.core.culprit.Suspects;
import dev.coord.core.culprit.WaveSearch;
import dev.coord.core.culprit.WaveSearch.Named;
import dev.coord.core.culprit.WaveSearch.Step;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.Accounts;
import dev.coord.core.run.step.BaselineSteps;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.step.Search;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.Candidate;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Resolved;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase.Probed;
import dev.coord.run.RunPhase.RedTests;
import dev.coord.run.RunPhase.Searching;
import dev.coord.run.RunPhase.Testing;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.SentBack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What breaks a red wave is looked for; it goes back to its agent, and the rest lands. Specification 6.1 and 6.2. */
final class SearchSteps {

    private static final String BASE_TOO =
            ", and so do those of its base: nobody can tell what of it is new, unless --test-reports or TAP output tells which tests fail";

    private SearchSteps() {}

    /** A wave that was tested is red. */
    static void begin(RunDraft draft, Testing testing, TrialVerdict verdict) {
        Candidate candidate = testing.candidate();
        List<FeatureId> checks = verdict.failing();
        String output = verdict.output(draft::declared);
        RedTests red = new RedTests(
                verdict.isCombinedRed(),
                checks,
                verdict.reason(Wording::ended),
                TrialVerdict.tail(output),
                Suspects.of(changed(draft.run(), candidate), checks, output),
                draft.run().settings().tests(),
                BaselineSteps.isKnown(draft.run(), candidate.base()));
        int wave = Progress.waveNumber(draft.run());
        draft.tell(new WaveNotice.TestsFailed(wave, candidate.features(), red.reason(), output));
        if (red.combined() && BaselineSteps.cannotBeToldApart(draft.run(), candidate.base())) {
            WaveRejections.testsFailed(draft, red.reason() + BASE_TOO);
            return;
        }
        Searching searching = new Searching(candidate, testing.tries(), red, List.of());
        draft.enter(searching);
        draft.tell(new WaveNotice.SearchBegan(
                wave,
                WaveSearch.mostRuns(
                        Search.of(draft.context(), draft.run(), searching).question())));
    }

    static void probed(RunDraft draft, Searching searching, RunEvent.TrialEnded event) {
        Candidate candidate = searching.candidate();
        TrialOutcome outcome = event.outcome();
        TrialVerdict verdict = TrialVerdict.of(draft.run(), candidate, outcome);
        Search before = Search.of(draft.context(), draft.run(), searching);
        Accounts.note(
                draft,
                purpose(before.purpose()),
                event.trial().work().tips().stream().map(tip -> tip.feature()).toList(),
                outcome,
                verdict.known());
        boolean isTold =
                before.purpose() == Purpose.CONFIRMATION || before.now().step() instanceof Step.TryBase;
        List<Probed> probes = new ArrayList<>(searching.probes());
        probes.add(new Probed(
                verdict.failing(),
                verdict.isCombinedRed(),
                outcome.leftOut().isEmpty(),
                verdict.isGreen() ? "" : verdict.reason(),
                isTold ? TrialVerdict.tail(verdict.output(draft::declared)) : ""));
        Searching next = new Searching(candidate, searching.tries(), searching.red(), probes);
        draft.enter(next);
        Search search = Search.of(draft.context(), draft.run(), next);
        if (search.now().step() instanceof Step.BaseIsRed) {
            baseIsRed(draft, next, outcome);
        } else if (search.now().step() instanceof Step.NothingNew) {
            tellKnown(draft, search);
            LandingSteps.begin(draft, candidate, next.tries());
        } else if (search.now().step() instanceof Step.WronglyMerged wrongly) {
            WaveSteps.goOnWithout(draft, candidate, next.tries(), wronglyMerged(draft, next, wrongly.features()));
        } else if (search.now().step() instanceof Step.Over over) {
            tellKnown(draft, search);
            end(draft, next, search, over);
        }
    }

    /** Where others moved the target, the wave is tested again against what that fails in, if it may. */
    private static void baseIsRed(RunDraft draft, Searching searching, TrialOutcome outcome) {
        TestResult red = outcome.combined().orElseThrow();
        BaselineSteps.red(draft, searching.candidate().base(), red);
        if (!BaselineSteps.startsNothing(draft.run()) && red.failing().isEmpty()) {
            WaveRejections.testsFailed(draft, searching.red().reason() + BASE_TOO);
        }
    }

    private static void tellKnown(RunDraft draft, Search search) {
        if (!search.now().knownBefore().isEmpty()) {
            draft.tell(RunNotice.Warning.of("the "
                    + (search.now().knownBefore().size() == 1 ? "check of " : "checks of ")
                    + Wording.names(search.now().knownBefore())
                    + " failed before anything of this wave, and "
                    + (search.now().knownBefore().size() == 1 ? "blocks" : "block") + " nobody"));
        }
    }

    /** Files that were merged by what they mean are left to their agents, as any conflict. */
    private static Map<FeatureId, SentBack> wronglyMerged(
            RunDraft draft, Searching searching, List<FeatureId> features) {
        Map<FeatureId, SentBack> back = new LinkedHashMap<>();
        for (FeatureId id : features) {
            List<String> paths = searching.candidate().resolved().stream()
                    .filter(file -> file.feature().equals(id) && file.isStructured())
                    .map(Resolved::path)
                    .toList();
            FeaturePhase.Finished finished = (FeaturePhase.Finished) draft.phaseOf(id);
            back.put(
                    id,
                    new SentBack(
                            finished.tip(),
                            finished.workspace().base(),
                            "git cannot merge " + Wording.quoted(paths) + ", and with what was made of "
                                    + (paths.size() == 1 ? "it" : "them") + " by what the lines mean "
                                    + searching.red().reason(),
                            paths.stream()
                                    .map(path -> new ConflictedFile(path, List.of(), List.of()))
                                    .toList(),
                            List.of(),
                            List.of(),
                            searching.red().output()));
        }
        return back;
    }

    private static void end(RunDraft draft, Searching searching, Search search, Step.Over over) {
        int wave = Progress.waveNumber(draft.run());
        Map<FeatureId, SentBack> back = new LinkedHashMap<>();
        for (Named named : over.culprits()) {
            Probed evidence = search.evidence(named.culprit(), searching.probes())
                    .orElseThrow(() -> new AssertionError(named + " was never confirmed"));
            FeatureId id = named.culprit().feature();
            List<FeatureId> with = with(draft.run(), named);
            String why = why(draft, named, evidence.reason());
            FeaturePhase.Finished finished = (FeaturePhase.Finished) draft.phaseOf(id);
            back.put(id, new SentBack(finished.tip(), finished.workspace().base(), why, evidence.output()));
            RunAccount account = draft.run().account();
            Optional<Integer> partner =
                    named.landing().map(number -> account.landings().get(number).wave());
            String all = why + partner.map(Wording::insteadOf).orElse("");
            draft.replace(draft.run().with(account.with(new CulpritFound(wave, id, with, all, named.runs()))));
            draft.tell(new WaveNotice.CulpritFound(wave, id, with, all, named.runs(), partner));
        }
        if (over.isFlaky()) {
            draft.tell(new WaveNotice.TestsFlaky(
                    wave, over.rest(), over.isGreen(), searching.red().reason()));
        }
        if (!draft.run().settings().keepGood() && !back.isEmpty()) {
            WaveRejections.testsFailed(
                    draft, searching.red().reason() + "; " + culprits(over.culprits()), List.copyOf(back.keySet()));
        } else if (!back.isEmpty()) {
            WaveSteps.goOnWithout(draft, searching.candidate(), searching.tries(), back);
        } else if (over.isGreen()) {
            LandingSteps.begin(draft, searching.candidate(), searching.tries());
        } else {
            WaveRejections.testsFailed(
                    draft, searching.red().reason() + ", and at another time pass: nobody can be blamed");
        }
    }

    private static String culprits(List<Named> culprits) {
        return "nothing of it lands because of "
                + Wording.names(culprits.stream()
                        .map(named -> named.culprit().feature())
                        .toList());
    }

    private static List<FeatureId> with(RunRecord run, Named named) {
        return named.landing()
                .map(number -> run.account().landings().get(number).features())
                .orElse(named.culprit().with());
    }

    /** Also for its agent, which is not to take back anything. */
    private static String why(RunDraft draft, Named named, String reason) {
        Culprit culprit = named.culprit();
        FeatureId id = culprit.feature();
        if (!culprit.with().isEmpty()) {
            return reason + " with " + Wording.names(culprit.with()) + " and " + id + " together, and pass without "
                    + id;
        }
        String alone = reason + " with " + id + ", and pass without it";
        if (named.landing().isPresent()) {
            LandedWave landed =
                    draft.run().account().landings().get(named.landing().get());
            return alone + " or on what was there before " + Wording.names(landed.features()) + " landed";
        }
        return named.isApart()
                ? alone + "; whether that is because of what landed before cannot be told: it does not merge without"
                : alone;
    }

    private static Map<FeatureId, List<String>> changed(RunRecord run, Candidate candidate) {
        Map<FeatureId, List<String>> changed = new LinkedHashMap<>();
        for (FeatureId id : candidate.features()) {
            changed.put(
                    id,
                    run.feature(id).phase() instanceof FeaturePhase.Finished finished ? finished.changed() : List.of());
        }
        return changed;
    }

    private static RunAccount.Purpose purpose(Purpose purpose) {
        return switch (purpose) {
            case SEARCH -> RunAccount.Purpose.SEARCH;
            case PARTNER -> RunAccount.Purpose.PARTNER;
            case CONFIRMATION -> RunAccount.Purpose.CONFIRMATION;
        };
    }
}
