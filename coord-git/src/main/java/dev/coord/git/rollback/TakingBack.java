package dev.coord.git.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Active;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.NeededByLanded;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackPlan;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.rollback.RollbackState;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.Refs;
import dev.coord.git.land.Landing;
import dev.coord.git.land.Move;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.LandedFeatures;
import dev.coord.git.merge.Reverts;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.merge.CommitId;
import dev.coord.merge.LandingOutcome;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes work back from a branch that nobody else works on for coord meanwhile. */
public final class TakingBack {

    private static final int MOST_TRIES = 5;

    private final Repository repository;
    private final Path home;
    private final CoordinationStore store;
    private final String name;
    private final String target;
    private final boolean withDependents;
    private final Records records;
    private final Refs refs;

    public TakingBack(Repository repository, Path home, CoordinationStore store, String name, boolean withDependents) {
        this.repository = repository;
        this.home = home;
        this.store = store;
        this.name = name;
        this.target = TargetBranch.end(repository.git(), name);
        this.withDependents = withDependents;
        this.records = new Records(repository);
        this.refs = new Refs(repository.git());
    }

    /** A way to move the branch, and what comes of it. */
    private record Way(CommitId next, boolean isBack, List<Undone> undone) {}

    public RollbackOutcome of(RollbackRequest asked) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            CommitId now = tip();
            History history = History.of(repository.git(), now, records);
            RollbackRequest request = named(asked, history);
            Optional<RollbackOutcome> finished = finished(request, now, history);
            if (finished.isPresent()) {
                return finished.get();
            }
            List<LandedFeatures.Landing> wanted = history.wanted(request);
            Optional<RollbackOutcome> outcome =
                    wanted.isEmpty() ? Optional.of(nothing(request, history)) : takeBack(wanted, now, history);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new InTheWay(target + " moved " + MOST_TRIES
                + " times while something was taken back; nothing was, run again when it is quieter");
    }

    private CommitId tip() {
        return refs.commit(target)
                .orElseThrow(() -> new RepositoryFailed("there is no branch " + target + " any more in "
                        + repository.directory() + "; restore it and run again"));
    }

    /** The latest run is the one of the store, if it has landed anything. */
    private RollbackRequest named(RollbackRequest request, History history) {
        if (!(request instanceof RollbackRequest.OfWave wave) || wave.run().isPresent()) {
            return request;
        }
        RunId latest = store.read()
                .run()
                .map(RunRecord::id)
                .filter(run -> !history.waves(run).isEmpty())
                .or(history::latestRun)
                .orElseThrow(() -> new BadInput("cannot take wave " + wave.wave()
                        + " back: no run has landed anything on " + target + "; check out the branch it landed on"));
        return new RollbackRequest.OfWave(wave.wave(), Optional.of(latest));
    }

    /** What an earlier call had begun, and was killed at. */
    private Optional<RollbackOutcome> finished(RollbackRequest request, CommitId now, History history) {
        Rollback open = records.open().orElse(null);
        if (open == null) {
            return Optional.empty();
        }
        boolean isBack = refs.isAncestor(open.after(), open.before());
        boolean isDone = isBack ? !refs.isAncestor(open.before(), now) : refs.isAncestor(open.after(), now);
        if (!isDone) {
            records.forget(open);
            return Optional.empty();
        }
        List<LandedFeatures.Landing> was =
                LandedFeatures.landings(repository.git(), open.before().value());
        List<LandedFeatures.Landing> is =
                LandedFeatures.landings(repository.git(), open.after().value());
        List<LandedFeatures.Landing> taken =
                was.stream().filter(landing -> !is.contains(landing)).toList();
        note(taken, history);
        records.end(open);
        History earlier = new History(taken, taken, List.of());
        if (!now.equals(open.after()) || earlier.wanted(request).isEmpty()) {
            return Optional.empty();
        }
        List<Undone> undone = taken.stream()
                .map(landing -> new Undone(landing.work(), Optional.empty(), List.of()))
                .toList();
        return Optional.of(new TakenBack(target, open.before(), now, isBack, undone, List.of()));
    }

    private RollbackOutcome nothing(RollbackRequest request, History history) {
        List<LandedFeatures.Landing> former = history.takenBack(request);
        note(former, history);
        if (request instanceof RollbackRequest.OfFeature one) {
            if (former.isEmpty()) {
                requireKnown(one.feature());
            }
            return new NothingToDo("'" + one.feature() + "' "
                    + (former.isEmpty() ? "has not landed on " : "has been taken back already from ") + target);
        }
        RollbackRequest.OfWave wave = (RollbackRequest.OfWave) request;
        RunId run = wave.run().orElseThrow();
        if (former.isEmpty()) {
            List<Integer> waves = history.waves(run);
            throw new BadInput("cannot take wave " + wave.wave() + " of run " + run + " back: "
                    + (waves.isEmpty()
                            ? "that run has landed nothing on " + target
                            : "on " + target + " that run has landed "
                                    + waves.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return new NothingToDo(
                "wave " + wave.wave() + " of run " + run + " has been taken back already from " + target);
    }

    private void requireKnown(FeatureId feature) {
        boolean isDeclared = store.read()
                .features()
                .map(FeatureSet::features)
                .filter(features -> features.containsKey(feature))
                .isPresent();
        if (!isDeclared) {
            throw new BadInput(
                    "cannot take '" + feature + "' back: no feature of that name is declared or has landed on " + target
                            + "; see 'coord status'");
        }
    }

    /** None if the branch moved meanwhile. */
    private Optional<RollbackOutcome> takeBack(List<LandedFeatures.Landing> wanted, CommitId now, History history) {
        Set<CommitId> commits =
                wanted.stream().map(LandedFeatures.Landing::commit).collect(Collectors.toSet());
        List<LandedWork> standing =
                history.standing().stream().map(LandedFeatures.Landing::work).toList();
        RollbackPlan plan = RollbackPlan.of(standing, commits, store.read(), withDependents);
        if (plan instanceof RollbackPlan.NeededByLanded needed) {
            return Optional.of(new NeededByLanded(needed.by()));
        }
        if (plan instanceof RollbackPlan.Active active) {
            return Optional.of(new Active(active.features()));
        }
        List<LandedFeatures.Landing> staying = new ArrayList<>(history.standing());
        List<LandedFeatures.Landing> doomed = new ArrayList<>();
        for (LandedWork work : ((RollbackPlan.TakesBack) plan).landings()) {
            history.standing().stream()
                    .filter(landing -> landing.commit().equals(work.commit()))
                    .forEach(doomed::add);
        }
        staying.removeAll(doomed);
        Optional<CommitId> back = new SettingBack(repository).to(target, now, doomed);
        if (back.isPresent()) {
            List<Undone> undone = doomed.stream()
                    .map(landing -> new Undone(landing.work(), Optional.empty(), List.of()))
                    .toList();
            return moved(records.begin(now, back.get()), new Way(back.get(), true, undone), doomed, history);
        }
        IntegrationClone clone = IntegrationClone.open(repository, home.resolve("integration"));
        Reverts.Result result = new Reverts(clone).on(now, doomed, staying);
        if (result instanceof Reverts.Conflicting conflicting) {
            return Optional.of(conflicting.conflicts());
        }
        Reverts.Made made = (Reverts.Made) result;
        clone.publish(made.tip(), List.of(now), Refs.ROLLBACKS + "next");
        Rollback rollback = records.begin(now, made.tip());
        refs.delete(Refs.ROLLBACKS + "next", made.tip());
        return moved(rollback, new Way(made.tip(), false, made.undone()), doomed, history);
    }

    private Optional<RollbackOutcome> moved(
            Rollback rollback, Way way, List<LandedFeatures.Landing> doomed, History history) {
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
        Landing landing = new Landing(repository, new LockPatience(LockPatience.USUAL));
        LandingOutcome outcome = landing.land(move);
        LockPatience.tellLeft(repository.commonDirectory());
        if (outcome instanceof LandingOutcome.Landed) {
            List<LandedFeatures.Landing> left = new ArrayList<>(history.standing());
            left.removeAll(doomed);
            note(doomed, new History(left, left, List.of()));
            records.end(rollback);
            return Optional.of(new TakenBack(
                    target, rollback.before(), rollback.after(), way.isBack(), way.undone(), landing.behind()));
        }
        records.forget(rollback);
        return outcome instanceof LandingOutcome.CheckoutInTheWay inTheWay
                ? Optional.of(new InTheWay(
                        "nothing was taken back: " + inTheWay.reason() + "; mend that and run the same command again"))
                : Optional.empty();
    }

    /** The state forgets those of which no landing stands any more. */
    private void note(List<LandedFeatures.Landing> takenBack, History now) {
        Set<FeatureId> landed = now.features();
        List<LandedWork> gone = takenBack.stream()
                .map(LandedFeatures.Landing::work)
                .filter(landing -> !landed.contains(landing.feature()))
                .toList();
        store.update((snapshot, at) -> {
            Snapshot after = RollbackState.without(snapshot, gone, at);
            return Transition.of(after, snapshot.revision());
        });
    }
}
