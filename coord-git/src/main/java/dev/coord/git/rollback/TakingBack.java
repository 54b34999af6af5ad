package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RunId;
import dev.coord.core.rollback.ContentNeeds;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Active;
import dev.coord.core.rollback.RollbackOutcome.Breaks;
import dev.coord.core.rollback.RollbackOutcome.Conflicts;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.NeededByLanded;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackPlan;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.Reverts;
import dev.coord.git.object.Refs;
import dev.coord.git.prove.RevertCheck;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.rollback.Records.Rollback;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final RevertCheck check;
    private final KnownState state;
    private final Records records;
    private final Moving moving;
    private final Refs refs;

    /**
     * Binds all.
     *
     * @param home the coordination directory
     * @param name of the branch
     * @param withDependents whether what landed later and needs it is taken back, too
     * @param check looks at what is left
     * @param migrations is told before the branch moves
     */
    public TakingBack(
            Repository repository,
            Path home,
            CoordinationStore store,
            String name,
            boolean withDependents,
            RevertCheck check,
            Optional<MigrationsDown> migrations) {
        this.check = check;
        this.repository = repository;
        this.home = home;
        this.target = TargetBranch.end(repository, name);
        this.withDependents = withDependents;
        this.state = new KnownState(store, target);
        this.records = new Records(repository);
        this.moving = new Moving(repository, name, target, state, records, migrations);
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
            List<Landing> wanted = history.wanted(request);
            Optional<RollbackOutcome> outcome =
                    wanted.isEmpty() ? Optional.of(nothing(request, history)) : takeBack(request, wanted, now, history);
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
        List<Landing> former = history.takenBack(request);
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
                            : "on " + target + " the waves of that run are "
                                    + waves.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return new NothingToDo(
                "wave " + wave.wave() + " of run " + run + " has been taken back already from " + target);
    }

    private List<RollbackPlan.Standing> standing(CommitId now, History history) {
        Stacks stacks = new Stacks(repository.git(), now, history.all());
        List<Landing> landings = history.standing();
        return IntStream.range(0, landings.size())
                .mapToObj(at -> new RollbackPlan.Standing(
                        landings.get(at).work(),
                        landings.get(at).needs(),
                        stacks.under(landings.get(at), landings.subList(0, at))))
                .toList();
    }

    /**
     * What else needs it is found by taking back more and more, until what is left is whole; only then is it said that this is too much.
     * None if the branch moved meanwhile.
     */
    private Optional<RollbackOutcome> takeBack(
            RollbackRequest request, List<Landing> wanted, CommitId now, History history) {
        Set<CommitId> commits = commits(wanted);
        List<RollbackPlan.Standing> standing = standing(now, history);
        ContentNeeds needs = ContentNeeds.NONE;
        while (true) {
            List<RollbackPlan.Standing> known = needing(standing, needs);
            Snapshot snapshot = state.now();
            RollbackPlan plan = RollbackPlan.of(known, commits, snapshot, true);
            if (plan instanceof RollbackPlan.Active active) {
                return Optional.of(new Active(active.features()));
            }
            List<Landing> doomed = doomed(history, ((RollbackPlan.TakesBack) plan).landings());
            Optional<RollbackOutcome> tooMuch =
                    tooMuch(request, RollbackPlan.of(known, commits, snapshot, withDependents), needs);
            Optional<CommitId> back = new SettingBack(repository).to(target, now, doomed);
            if (back.isPresent()) {
                return tooMuch.or(() -> setBack(now, back.get(), doomed, history));
            }
            IntegrationClone clone = IntegrationClone.open(repository, home.resolve("integration"));
            List<Landing> staying = new ArrayList<>(history.standing());
            staying.removeAll(doomed);
            Reverts.Result result = new Reverts(clone).on(now, doomed, staying);
            if (result instanceof Reverts.Conflicting conflicting) {
                ContentNeeds lines = withDependents ? withLines(needs, conflicting, doomed, history) : needs;
                if (lines.equals(needs)) {
                    return tooMuch.or(() -> Optional.of(conflicting.conflicts()));
                }
                needs = lines;
                continue;
            }
            Reverts.Made made = (Reverts.Made) result;
            Leftovers.Found found = new Leftovers(check, clone, now, history.standing()).of(made);
            ContentNeeds more = needs.with(
                    history.standing().stream().map(Landing::work).toList(), commits(doomed), found.broken());
            if (found.broken().isEmpty()) {
                return tooMuch.or(() -> reverted(clone, now, made, found, doomed, history));
            } else if (more.equals(needs)) {
                return Optional.of(new Breaks(found.broken()));
            }
            needs = more;
        }
    }

    private static ContentNeeds withLines(
            ContentNeeds needs, Reverts.Conflicting conflicting, List<Landing> doomed, History history) {
        Conflicts conflicts = conflicting.conflicts();
        return needs.withLines(
                history.standing().stream().map(Landing::work).toList(),
                commits(doomed),
                conflicts.commit(),
                conflicts.files().stream()
                        .flatMap(text -> text.file().with().stream())
                        .toList());
    }

    private static Set<CommitId> commits(List<Landing> landings) {
        return landings.stream().map(Landing::commit).collect(Collectors.toSet());
    }

    private static List<RollbackPlan.Standing> needing(List<RollbackPlan.Standing> standing, ContentNeeds needs) {
        return standing.stream()
                .map(one -> {
                    Set<CommitId> earlier = new HashSet<>(one.contained());
                    earlier.addAll(needs.of(one.work().commit()));
                    return new RollbackPlan.Standing(one.work(), one.declared(), earlier);
                })
                .toList();
    }

    private static List<Landing> doomed(History history, List<LandedWork> planned) {
        List<Landing> doomed = new ArrayList<>();
        for (LandedWork work : planned) {
            history.standing().stream()
                    .filter(landing -> landing.commit().equals(work.commit()))
                    .forEach(doomed::add);
        }
        return doomed;
    }

    private static Optional<RollbackOutcome> tooMuch(RollbackRequest request, RollbackPlan asked, ContentNeeds needs) {
        return asked instanceof RollbackPlan.NeededByLanded needed
                ? Optional.of(new NeededByLanded(request, needed.by(), needs.because()))
                : Optional.empty();
    }

    private Optional<RollbackOutcome> setBack(CommitId now, CommitId back, List<Landing> doomed, History history) {
        List<Undone> undone = doomed.stream()
                .map(landing -> new Undone(landing.work(), Optional.empty(), List.of()))
                .toList();
        return moving.moved(begin(now, back), new Moving.Way(true, undone, List.of()), doomed, history);
    }

    private Rollback begin(CommitId before, CommitId after) {
        return records.begin(before, after, LeftBehind.last(home));
    }

    private Optional<RollbackOutcome> reverted(
            IntegrationClone clone,
            CommitId now,
            Reverts.Made made,
            Leftovers.Found found,
            List<Landing> doomed,
            History history) {
        clone.publish(made.tip(), List.of(now), Refs.ROLLBACKS + "next");
        Rollback rollback = begin(now, made.tip());
        refs.delete(Refs.ROLLBACKS + "next", made.tip());
        return moving.moved(rollback, new Moving.Way(false, made.undone(), found.told()), doomed, history);
    }
}
