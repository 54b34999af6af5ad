package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.culprit.Culprit;
import dev.coord.core.culprit.Probe;
import dev.coord.core.culprit.Probe.Purpose;
import dev.coord.core.culprit.RedWave;
import dev.coord.core.culprit.WaveSearch;
import dev.coord.core.culprit.WaveSearch.Answer;
import dev.coord.core.culprit.WaveSearch.Question;
import dev.coord.core.culprit.WaveSearch.Step;
import dev.coord.merge.Candidate;
import dev.coord.merge.Resolved;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase.Probed;
import dev.coord.run.RunPhase.RedTests;
import dev.coord.run.RunPhase.Searching;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the search for what breaks a wave is: it follows from the record of the run alone.
 *
 * @param question what is asked
 * @param now how far it is
 * @param asked what was tried by each run so far
 */
public record Search(Question question, WaveSearch now, List<Step> asked) {

    public Search {
        asked = List.copyOf(asked);
    }

    public static Search of(RunContext context, RunRecord run, Searching searching) {
        Candidate candidate = searching.candidate();
        RedTests red = searching.red();
        List<FeatureId> wave = candidate.features();
        boolean asksBase = (red.combined() && !red.isBaseKnown()) || !wave.containsAll(red.checks());
        Question question = new Question(
                new RedWave(wave, red.suspects()),
                red.combined(),
                red.checks(),
                asksBase,
                candidate.resolved().stream()
                        .filter(Resolved::isStructured)
                        .map(Resolved::feature)
                        .distinct()
                        .toList(),
                run.account().landings().size(),
                since(context, run, wave));
        List<Step> asked = new ArrayList<>();
        WaveSearch search = WaveSearch.of(question);
        for (Probed probed : searching.probes()) {
            asked.add(search.step());
            search = search.after(new Answer(probed.combined(), probed.failing(), probed.isMerged()));
        }
        return new Search(question, search, asked);
    }

    private static SortedMap<FeatureId, Integer> since(RunContext context, RunRecord run, List<FeatureId> wave) {
        SortedMap<FeatureId, Integer> since = new TreeMap<>();
        List<LandedWave> landings = run.account().landings();
        for (FeatureId id : wave) {
            List<FeatureId> needs = context.prerequisites().getOrDefault(id, List.of());
            for (int i = 0; i < landings.size(); i++) {
                if (landings.get(i).features().stream().anyMatch(needs::contains)) {
                    since.put(id, i + 1);
                }
            }
        }
        return since;
    }

    /** What the next run is for. */
    public Purpose purpose() {
        return purpose(now.step());
    }

    private static Purpose purpose(Step step) {
        if (step instanceof Step.TryPart part) {
            return part.probe().purpose();
        }
        return step instanceof Step.TryEarlier ? Purpose.PARTNER : Purpose.SEARCH;
    }

    /** The latest red run of the smallest set that fails. */
    public Optional<Probed> evidence(Culprit culprit, List<Probed> probes) {
        List<FeatureId> set = new ArrayList<>(culprit.with());
        set.add(culprit.feature());
        Optional<Probed> found = Optional.empty();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i) instanceof Step.TryPart part
                    && part.probe().purpose() == Purpose.CONFIRMATION
                    && isOf(part.probe(), set)
                    && !probes.get(i).reason().isEmpty()) {
                found = Optional.of(probes.get(i));
            }
        }
        return found;
    }

    private static boolean isOf(Probe probe, List<FeatureId> set) {
        return probe.features().containsAll(set) && set.containsAll(probe.features());
    }
}
