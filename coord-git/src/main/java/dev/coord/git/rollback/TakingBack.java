package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Active;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.NeededByLanded;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackPlan;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.Reverts;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes work back from a branch that nobody else works on for coord meanwhile. */
public final class TakingBack {

    private static final int MOST_TRIES = 5;

    private final Repository repository;
    private final Path home;
    private final String target;
    private final boolean withDependents;
    private final KnownState state;
    private final Records records;
    private final Moving moving;
    private final Refs refs;

    public TakingBack(Repository repository, Path home, CoordinationStore store, String name, boolean withDependents) {
        this.repository = repository;
        this.home = home;
        this.target = TargetBranch.end(repository, name);
        this.withDependents = withDependents;
        this.state = new KnownState(store, target);
        this.records = new Records(repository);
        this.moving = new Moving(repository, name, target, state, records);
        this.refs = new Refs(repository.git());
    }

    /** With the run that is meant where it was not said. */
    public RollbackRequest named(RollbackRequest asked) {
        return state.named(asked, History.of(repository.git(), tip(), records));
    }

    public RollbackOutcome of(RollbackRequest asked) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            CommitId now = tip();
            History history = History.of(repository.git(), now, records);
            RollbackRequest request = state.named(asked, history);
            Optional<RollbackOutcome> finished = moving.finished(request, now, history);
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

    private RollbackOutcome nothing(RollbackRequest request, History history) {
        List<LandedFeatures.Landing> former = history.takenBack(request);
        state.note(former, history);
        if (request instanceof RollbackRequest.OfFeature one) {
            if (former.isEmpty()) {
                state.requireKnown(one.feature());
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
                            ? "that run has landed nothing on " + target + "; check out the branch that it landed on"
                            : "on " + target + " that run has landed "
                                    + waves.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return new NothingToDo(
                "wave " + wave.wave() + " of run " + run + " has been taken back already from " + target);
    }

    private List<RollbackPlan.Standing> standing(CommitId now, History history) {
        Stacks stacks = new Stacks(repository.git(), now, history.all());
        List<LandedFeatures.Landing> landings = history.standing();
        return IntStream.range(0, landings.size())
                .mapToObj(at -> new RollbackPlan.Standing(
                        landings.get(at).work(),
                        landings.get(at).needs(),
                        stacks.under(landings.get(at), landings.subList(0, at))))
                .toList();
    }

    /** None if the branch moved meanwhile. */
    private Optional<RollbackOutcome> takeBack(List<LandedFeatures.Landing> wanted, CommitId now, History history) {
        Set<CommitId> commits =
                wanted.stream().map(LandedFeatures.Landing::commit).collect(Collectors.toSet());
        RollbackPlan plan = RollbackPlan.of(standing(now, history), commits, state.now(), withDependents);
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
            return moving.moved(records.begin(now, back.get()), new Moving.Way(true, undone), doomed, history);
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
        return moving.moved(rollback, new Moving.Way(false, made.undone()), doomed, history);
    }
}
