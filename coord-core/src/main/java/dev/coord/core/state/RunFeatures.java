package dev.coord.core.state;

import dev.coord.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.Optional;

/**
 * In a run, the run decides: an agent that ended its feature itself would free its locks while it still works, and the feature
 * would count as completed before its work is collected. Where nobody renews the run's lease, anybody may decide again.
 */
final class RunFeatures {

    private RunFeatures() {}

    static Transition<?> unlessMadeByRun(Snapshot before, Command<?> command, Instant now, Transition<?> step) {
        if (!(step.outcome() instanceof LifecycleOutcome.Moved)) {
            return step;
        }
        if (command instanceof Command.CompleteFeature complete) {
            return unless(before, complete.feature(), LegalMoves.COMPLETE, now, step);
        }
        if (command instanceof Command.BlockFeature block) {
            return unless(before, block.feature(), LegalMoves.BLOCK, now, step);
        }
        return command instanceof Command.FailFeature fail
                ? unless(before, fail.feature(), LegalMoves.FAIL, now, step)
                : step;
    }

    /** What the run makes once more is completed until its agent begins; by hand nobody begins it. */
    static Optional<Transition<?>> madeOnceMore(Snapshot before, Command<?> command, Instant now) {
        return command instanceof Command.StartFeature start
                        && before.state().statusOf(start.feature()) == FeatureStatus.COMPLETED
                        && feature(before, start.feature())
                                .flatMap(FeatureRun::redoes)
                                .isPresent()
                ? Optional.of(Lifecycle.redo(before, start.feature(), start.agent(), now))
                : Optional.empty();
    }

    private static Optional<FeatureRun> feature(Snapshot before, FeatureId id) {
        return before.run().map(run -> run.features().get(id));
    }

    private static Transition<?> unless(
            Snapshot before, FeatureId feature, LegalMoves move, Instant now, Transition<?> step) {
        return before.run()
                .filter(run -> isUnderWay(run, now) && isMade(run, feature))
                .<Transition<?>>map(
                        run -> Transition.of(before, new LifecycleOutcome.MadeByRun(feature, run.id(), move.step())))
                .orElse(step);
    }

    private static boolean isUnderWay(RunRecord run, Instant now) {
        return !run.hasEnded()
                && run.driver()
                        .flatMap(driver -> driver.until())
                        .filter(now::isBefore)
                        .isPresent();
    }

    private static boolean isMade(RunRecord run, FeatureId feature) {
        return Optional.ofNullable(run.features().get(feature))
                .map(FeatureRun::phase)
                .filter(FeaturePhase.Manned.class::isInstance)
                .isPresent();
    }
}
