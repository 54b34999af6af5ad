package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When features begin and which are integrated together. Each answer follows from the record of the run alone; none changes
 * the phase of anything.
 *
 * <table>
 * <caption>The strategies</caption>
 * <tr><th>strategy</th><th>a feature begins</th><th>integrated together</th></tr>
 * <tr><td>{@link WaveScheduling}</td><td>with its wave of the plan</td><td>what of the wave has not failed, once all of that has finished</td></tr>
 * <tr><td>{@link ContinuousScheduling}</td><td>when its prerequisites have landed and nothing it contends with is under way</td>
 *     <td>whatever has finished when nothing else is being integrated</td></tr>
 * </table>
 */
public interface Scheduling {

    /**
     * The feature that begins next, the one with the largest priority of those that can, the first of the plan among equals; none
     * where every other has to wait. Whether an agent is free is not asked here.
     */
    Optional<FeatureId> next(RunRecord run);

    /** The run with what can be integrated now as its current wave; none where that has to wait. */
    Optional<RunRecord> integrable(RunRecord run);

    /** The run with these features as its current wave, and the rest after it; none where they may not be integrated next. */
    Optional<RunRecord> withWave(RunRecord run, List<FeatureId> features);

    /** The run in which these features, which have gone back to their agents, are in the current wave no more but after it. */
    RunRecord withSentBack(RunRecord run, List<FeatureId> features);

    /** The run in which these features, whose work waits for the rest of the current wave, are merged directly after it. */
    RunRecord withPutOff(RunRecord run, List<FeatureId> features);

    /** The run in which these features, whose work waits for what others are to bring, are merged with the first of those. */
    RunRecord withAwaiting(RunRecord run, List<FeatureId> features);

    /** What may be worked on at the same time: what one of these declares, no other may write. */
    List<FeatureId> together(RunRecord run);

    /**
     * Whether the waves are those of the plan, which are told when they begin. Others are made of what has finished: they are
     * told when they are integrated.
     */
    boolean keepsPlannedWaves();

    /** What is more urgent comes first. */
    static Comparator<FeatureId> byPriority(FeatureSet features) {
        return Comparator.comparing(id -> features.get(id).priority(), Comparator.reverseOrder());
    }
}
