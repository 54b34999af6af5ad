package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.command.LockPatience;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.land.Landing;
import dev.coord.git.land.Move;
import dev.coord.git.repository.Repository;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.merge.LandingOutcome;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Moves the branch once it is clear to where, and finishes what an earlier call was killed at. */
final class Moving {

    private final Repository repository;
    private final String name;
    private final String target;
    private final KnownState state;
    private final Records records;
    private final Optional<MigrationsDown> migrations;

    Moving(
            Repository repository,
            String name,
            String target,
            KnownState state,
            Records records,
            Optional<MigrationsDown> migrations) {
        this.repository = repository;
        this.name = name;
        this.target = target;
        this.state = state;
        this.records = records;
        this.migrations = migrations;
    }

    /** How the branch moves, what comes of it, and what is told of the files that are left. */
    record Way(boolean isBack, List<Undone> undone, List<IntegrityFinding> told) {}

    /** None if the branch moved meanwhile. */
    Optional<RollbackOutcome> moved(Rollback rollback, Way way, List<LandedFeatures.Landing> doomed, History history) {
        Move move = new Move(
                name,
                rollback.before(),
                rollback.after(),
                rollback.beforeRef(),
                rollback.afterRef(),
                "coord: take back "
                        + doomed.stream()
                                .map(landing -> landing.feature().value())
                                .collect(Collectors.joining(", ")),
                way.isBack());
        migrations.ifPresent(one -> one.intend(rollback));
        Landing landing = new Landing(repository, new LockPatience(LockPatience.USUAL));
        LandingOutcome outcome = landing.land(move);
        LockPatience.tellLeft(repository.commonDirectory());
        if (outcome instanceof LandingOutcome.Landed) {
            List<LandedFeatures.Landing> left = new ArrayList<>(history.standing());
            left.removeAll(doomed);
            state.note(doomed, new History(left, left, List.of()));
            records.end(rollback);
            return Optional.of(new TakenBack(
                    target,
                    rollback.before(),
                    rollback.after(),
                    way.isBack(),
                    way.undone(),
                    landing.behind(),
                    way.told(),
                    rollback.beforeRef()));
        }
        forget(rollback);
        return outcome instanceof LandingOutcome.CheckoutInTheWay inTheWay
                ? Optional.of(new InTheWay(
                        "nothing was taken back: " + inTheWay.reason() + "; mend that and run the same command again"))
                : Optional.empty();
    }

    /** The record of its migrations goes first: of one that is not open it counts. */
    private void forget(Rollback rollback) {
        migrations.ifPresent(one -> one.forget(rollback));
        records.forget(rollback);
    }

    /** What an earlier call had begun, and was killed at. */
    Optional<RollbackOutcome> finished(RollbackRequest request, CommitId now, History history) {
        Rollback open = records.open().orElse(null);
        if (open == null) {
            return Optional.empty();
        }
        if (!records.isDone(open, now)) {
            forget(open);
            return Optional.empty();
        }
        List<LandedFeatures.Landing> taken = records.taken(open);
        state.note(taken, history);
        records.end(open);
        History earlier = new History(taken, taken, List.of());
        if (!now.equals(open.after()) || earlier.wanted(request).isEmpty()) {
            return Optional.empty();
        }
        List<Undone> undone = taken.stream()
                .map(landing -> new Undone(landing.work(), Optional.empty(), List.of()))
                .toList();
        return Optional.of(new TakenBack(
                target, open.before(), now, records.isBack(open), undone, List.of(), List.of(), open.beforeRef()));
    }
}
