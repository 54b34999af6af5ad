package dev.coord.core.report;

import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of a run, over all its starts: of each feature, of each wave, and what it saved and cost. Of a run that is under way it is what is
 * known by now. Immutable. Specification 6.1.
 *
 * @param run which run
 * @param origin where its features come from
 * @param target full name of the branch it lands on
 * @param result how far it is
 * @param startedAt when its latest start began
 * @param reasons why it stopped; nothing unless it did
 * @param baseline what is known of the target before its latest start
 * @param features what it was to land, in the order of their ids
 * @param before what had landed before it
 * @param waves what was merged together, by number; those of which there is nothing to tell are left out
 * @param culprits what broke a wave, in the order it was found
 * @param saved what it saved
 * @param cost what it cost
 */
public record Report(
        RunId run,
        Origin origin,
        String target,
        Result result,
        Instant startedAt,
        List<String> reasons,
        Baseline baseline,
        List<FeatureReport> features,
        List<FeatureId> before,
        List<WaveReport> waves,
        List<CulpritFound> culprits,
        Saved saved,
        Cost cost) {

    /** How far a run is. */
    public enum Result {
        /** Everything has landed. */
        LANDED,
        /** It stopped before. */
        STOPPED,
        /** It goes on, or can be gone on with. */
        UNDER_WAY
    }

    /** Copies the lists. */
    public Report {
        reasons = List.copyOf(reasons);
        features = List.copyOf(features);
        before = List.copyOf(before);
        waves = List.copyOf(waves);
        culprits = List.copyOf(culprits);
    }

    /**
     * Whether there is anything to report of a run.
     *
     * @param run the run
     * @return false for one that found everything landed when it began, or has not begun
     */
    public static boolean isOf(RunRecord run) {
        return !run.waves().isEmpty()
                || !run.account().with(new Baseline.Unknown()).equals(RunAccount.NONE); // a base alone is nothing done
    }

    /**
     * Makes the report.
     *
     * @param run the run as the store has it
     * @param declared its features, where they are known
     * @return what became of it so far
     */
    public static Report of(RunRecord run, Optional<FeatureSet> declared) {
        RunAccount account = run.account();
        Set<FeatureId> landed = landed(run);
        Set<FeatureId> before = before(run);
        List<FeatureReport> features = run.features().keySet().stream()
                .filter(id -> !before.contains(id))
                .map(id -> FeatureReport.of(
                        run, id, declared.map(set -> set.features().get(id)), landed))
                .toList();
        return new Report(
                run.id(),
                run.settings().origin(),
                run.settings().target(),
                result(run.phase()),
                run.startedAt(),
                run.phase() instanceof RunPhase.Stopped stopped ? stopped.reasons() : List.of(),
                account.baseline(),
                features,
                List.copyOf(before),
                waves(run),
                account.culprits(),
                Saved.of(run, features),
                Cost.of(run, features));
    }

    private static Result result(RunPhase phase) {
        if (phase instanceof RunPhase.Done) {
            return Result.LANDED;
        }
        return phase instanceof RunPhase.Stopped ? Result.STOPPED : Result.UNDER_WAY;
    }

    /** Until its work tree is gone, what has landed counts as finished; what is ahead has not landed, whatever it is. */
    private static Set<FeatureId> landed(RunRecord run) {
        Set<FeatureId> ahead = Set.copyOf(Progress.ahead(run));
        return run.features().keySet().stream()
                .filter(id -> !ahead.contains(id))
                .filter(id -> Progress.phaseOf(run, id) instanceof FeaturePhase.Landed
                        || Progress.phaseOf(run, id) instanceof FeaturePhase.Finished)
                .collect(Collectors.toSet());
    }

    private static NavigableSet<FeatureId> before(RunRecord run) {
        NavigableSet<FeatureId> before = new TreeSet<>(landed(run));
        run.waves().forEach(wave -> before.removeAll(Set.copyOf(wave.features())));
        before.removeAll(run.account().works().keySet()); // also of earlier starts
        return before;
    }

    private static List<WaveReport> waves(RunRecord run) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        run.account().landings().forEach(landing -> numbers.add(landing.wave()));
        run.account().culprits().forEach(culprit -> numbers.add(culprit.wave()));
        run.account().tests().stream()
                .filter(WaveReport::isOfAWave)
                .map(TestRun::wave)
                .forEach(numbers::add);
        if (run.phase() instanceof RunPhase.Merged merged) {
            numbers.add(merged.candidate().work().wave());
        }
        List<WaveReport> waves = new ArrayList<>();
        numbers.forEach(number -> waves.add(WaveReport.of(run, number)));
        return waves;
    }
}
