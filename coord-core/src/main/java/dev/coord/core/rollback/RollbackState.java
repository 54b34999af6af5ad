package dev.coord.core.rollback;

import dev.coord.FeatureId;
import dev.coord.core.run.EarlierTry;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What taking work back makes of the state. Reading 9. */
public final class RollbackState {

    private RollbackState() {}

    /**
     * Notes that a landing has happened of which nobody was left to note it. Otherwise the next run would find the target as it
     * was before and land it once more.
     *
     * @param before the snapshot as it is
     * @param landed a candidate that the target contains, or contained
     * @param now the store's time
     * @return the snapshot; {@code before} itself where no landing of that candidate is under way
     */
    public static Snapshot noted(Snapshot before, Candidate landed, Instant now) {
        if (EarlierTry.of(before).landing().filter(landed::equals).isEmpty()) {
            return before;
        }
        RunRecord run = before.run().orElseThrow();
        List<FeatureId> features =
                landed.work().tips().stream().map(FeatureTip::feature).toList();
        RunPhase phase = new RunPhase.Stopped(
                List.of("the run ended while wave " + landed.work().wave() + " was landing"));
        return Lifecycle.land(before, features, now)
                .withRun(run.atWave(run.wave() + 1).in(phase));
    }

    /**
     * The state as it was before the landings that were taken back: completed features are as never begun, in the record of the run, too,
     * with their records of tables and shared resources gone, and the current wave is the earliest that has something to be made again. Only the run that
     * the snapshot tells of counts there: the waves of others have numbers of their own.
     *
     * @param before the snapshot as it is
     * @param takenBack landings of features of which none is on the target any more
     * @param now the store's time
     * @return the snapshot; {@code before} itself where nothing changes
     */
    public static Snapshot without(Snapshot before, Collection<LandedWork> takenBack, Instant now) {
        List<LandedWork> completed = takenBack.stream()
                .filter(landing -> before.state().statusOf(landing.feature()) == FeatureStatus.COMPLETED)
                .toList();
        if (completed.isEmpty()) {
            return before;
        }
        int earliest = completed.stream()
                .flatMap(landing -> landing.place().stream())
                .filter(place ->
                        before.run().filter(run -> run.id().equals(place.run())).isPresent())
                .mapToInt(LandedWork.Place::wave)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<FeatureId> features =
                completed.stream().map(LandedWork::feature).distinct().toList();
        Snapshot after = Lifecycle.undo(before, features, now);
        Snapshot back =
                after.withState(after.state().atWave(Math.min(after.state().currentWave(), earliest)));
        return back.run().map(run -> back.withRun(without(run, features))).orElse(back);
    }

    /** The run tells of them as of features that it has not begun. One whose workspace is not removed yet is left to the next run. */
    private static RunRecord without(RunRecord run, List<FeatureId> features) {
        RunRecord changed = run;
        for (FeatureId id : features) {
            FeatureRun feature = run.features().get(id);
            if (feature != null && feature.phase() instanceof FeaturePhase.Landed) {
                changed = changed.with(id, feature.in(new FeaturePhase.Pending()));
            }
        }
        return changed;
    }
}
