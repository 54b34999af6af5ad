package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.List;

/** Questions about the record of a run as a whole. */
public final class Progress {

    private Progress() {}

    /** The features of the current wave; none where every wave has landed. */
    public static List<FeatureId> wave(RunRecord run) {
        return run.wave() < run.waves().size() ? run.waves().get(run.wave()).features() : List.of();
    }

    /** The number of the current wave, as people are told. */
    public static int waveNumber(RunRecord run) {
        return run.waves().get(run.wave()).number();
    }

    /** What has not landed, in the order of the plan. */
    public static List<FeatureId> ahead(RunRecord run) {
        return run.waves().subList(run.wave(), run.waves().size()).stream()
                .flatMap(wave -> wave.features().stream())
                .toList();
    }

    /** Whether a feature has landed in this start of the run. */
    static boolean hasLanded(RunRecord run, FeatureId id) {
        return run.waves().subList(0, run.wave()).stream()
                .anyMatch(wave -> wave.features().contains(id));
    }

    /** How far a feature is; not begun where the run does not know it. */
    public static FeaturePhase phaseOf(RunRecord run, FeatureId id) {
        FeatureRun feature = run.features().get(id);
        return feature == null ? new FeaturePhase.Pending() : feature.phase();
    }

    static boolean isPending(RunRecord run, FeatureId id) {
        return phaseOf(run, id) instanceof FeaturePhase.Pending;
    }

    static boolean isFinished(RunRecord run, FeatureId id) {
        return phaseOf(run, id) instanceof FeaturePhase.Finished;
    }

    /** Whether something is still being done for what has not landed. */
    public static boolean isBusy(RunRecord run) {
        return ahead(run).stream().anyMatch(id -> Phases.isBusy(phaseOf(run, id)));
    }

    /** Whether one more feature can be worked on. */
    public static boolean hasPlace(RunRecord run) {
        long taken = run.features().values().stream()
                .filter(feature -> Phases.takesAPlace(feature.phase()))
                .count();
        return taken < run.settings().agents();
    }

    /** Whether agents of an earlier try may still be there: they are ended before any new one starts. */
    public static boolean awaitsEarlierTry(RunRecord run) {
        return run.features().values().stream()
                .anyMatch(feature -> feature.phase() instanceof FeaturePhase.Salvaging salvaging
                        && salvaging.reason().isEmpty());
    }

    /** Whether the next call for a feature, or the one under way, is that of a resolver: its agent's are used up. */
    public static boolean isTheResolvers(RunRecord run, FeatureRun feature) {
        return run.settings().resolver()
                && feature.sentBack().isPresent()
                && feature.calls() == run.settings().tries();
    }
}
