package dev.coord.core.rollback;

import dev.coord.FeatureId;
import dev.coord.core.run.EarlierTry;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
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
     * The state once landings were taken back: completed features are as never begun, with their records of tables and shared
     * resources gone.
     *
     * @param before the snapshot as it is
     * @param takenBack features of which no landing is on the target any more
     * @param now the store's time
     * @return the snapshot; {@code before} itself where nothing changes
     */
    public static Snapshot without(Snapshot before, Collection<FeatureId> takenBack, Instant now) {
        List<FeatureId> completed = takenBack.stream()
                .filter(feature -> before.state().statusOf(feature) == FeatureStatus.COMPLETED)
                .distinct()
                .toList();
        return Lifecycle.undo(before, completed, now);
    }
}
