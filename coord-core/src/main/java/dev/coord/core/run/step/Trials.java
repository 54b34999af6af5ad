package dev.coord.core.run.step;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.culprit.Probe;
import dev.coord.core.culprit.WaveSearch.Step;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.merge.Candidate;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.WaveWork;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase;
import dev.coord.run.RunPhase.RedTests;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is tested, as far as the record of a run says it. */
public final class Trials {

    private Trials() {}

    /** The target before anything lands on it; what was red may be green by now. */
    public static Optional<Trial> ofBaseline(RunRecord run) {
        return !run.hasEnded() && run.account().baseline() instanceof Baseline.Testing testing
                ? Optional.of(of(nothing(run, testing.base()), testing.base(), true, List.of(), Memory.GREEN, 0))
                : Optional.empty();
    }

    /** A merged wave before it lands. */
    public static Trial of(RunContext context, RunPhase.Testing testing) {
        return Trial.of(testing.candidate(), checks(context, testing.checks()));
    }

    /** What the search for what breaks a wave asks for next, if it is not over. */
    public static Optional<Trial> of(RunContext context, RunRecord run, RunPhase.Searching searching) {
        Search search = Search.of(context, run, searching);
        Candidate candidate = searching.candidate();
        RedTests red = searching.red();
        List<FeatureId> wave = candidate.features();
        List<FeatureId> asked = red.checks().stream()
                .filter(id -> !search.now().knownBefore().contains(id))
                .toList();
        if (search.now().step() instanceof Step.TryBase) {
            return Optional.of(of(
                    candidate.work().of(List.of()),
                    candidate.base(),
                    red.combined() && !red.isBaseKnown(),
                    checks(context, without(asked, wave)),
                    Memory.GREEN,
                    searching.probes().size()));
        }
        if (search.now().step() instanceof Step.TryPart part) {
            return Optional.of(ofPart(context, searching, part.probe(), asked));
        }
        return search.now().step() instanceof Step.TryEarlier earlier
                ? Optional.of(ofEarlier(context, run, searching, earlier, asked))
                : Optional.empty();
    }

    private static Trial ofPart(RunContext context, RunPhase.Searching searching, Probe probe, List<FeatureId> asked) {
        Candidate candidate = searching.candidate();
        List<FeatureId> wave = candidate.features();
        List<FeatureId> out = new ArrayList<>(wave);
        out.removeAll(probe.features());
        Memory memory = probe.isFresh() ? Memory.NONE : Memory.ALL;
        List<Check> checks = checks(context, without(asked, out));
        WaveWork work = candidate
                .work()
                .of(candidate.work().tips().stream()
                        .filter(tip -> probe.features().contains(tip.feature()))
                        .toList());
        Optional<CommitId> commit = out.isEmpty()
                ? Optional.of(candidate.commit())
                : Optional.of(candidate.base()).filter(base -> work.tips().isEmpty());
        return new Trial(
                work,
                candidate.base(),
                commit,
                Optional.empty(),
                searching.red().combined(),
                checks,
                memory,
                searching.probes().size());
    }

    /** The change of one feature on an earlier target, with the checks of what is there. */
    private static Trial ofEarlier(
            RunContext context,
            RunRecord run,
            RunPhase.Searching searching,
            Step.TryEarlier earlier,
            List<FeatureId> asked) {
        FeatureId id = earlier.feature();
        List<LandedWave> landings = run.account().landings();
        List<FeatureId> later = new ArrayList<>(searching.candidate().features());
        later.remove(id);
        landings.subList(earlier.target(), landings.size()).forEach(landed -> later.addAll(landed.features()));
        FeaturePhase.Finished finished = (FeaturePhase.Finished) run.feature(id).phase();
        return new Trial(
                searching
                        .candidate()
                        .work()
                        .of(searching.candidate().work().tips().stream()
                                .filter(tip -> tip.feature().equals(id))
                                .toList()),
                landings.get(earlier.target()).base(),
                Optional.empty(),
                Optional.of(finished.workspace().base()),
                searching.red().combined(),
                checks(context, without(asked, later)),
                Memory.ALL,
                searching.probes().size());
    }

    private static Trial of(
            WaveWork work, CommitId base, boolean combined, List<Check> checks, Memory memory, int number) {
        return new Trial(work, base, Optional.of(base), Optional.empty(), combined, checks, memory, number);
    }

    private static WaveWork nothing(RunRecord run, CommitId base) {
        return new WaveWork(run.id(), Progress.waveNumber(run), run.settings().target(), List.of(), Optional.of(base));
    }

    private static List<FeatureId> without(List<FeatureId> features, Collection<FeatureId> out) {
        return features.stream().filter(id -> !out.contains(id)).toList();
    }

    /** What the feature file says by now; nothing of a feature that has no check any more. */
    private static List<Check> checks(RunContext context, List<FeatureId> features) {
        return features.stream()
                .map(context::declared)
                .flatMap(feature -> feature.check().map(command -> new Check(feature.id(), command)).stream())
                .toList();
    }
}
