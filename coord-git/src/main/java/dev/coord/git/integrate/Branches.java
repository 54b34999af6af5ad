package dev.coord.git.integrate;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.driver.Undertaking;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.integrate.IntegrationSet;
import dev.coord.core.integrate.Stacks;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.core.plan.Planner;
import dev.coord.git.command.Git;
import dev.coord.git.history.BranchHistory;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.history.UndoneBranches;
import dev.coord.git.integrate.FoundBranches.Branch;
import dev.coord.git.integrate.FoundBranches.Found;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The branches of an integration: frozen when it begins, so that all of it, and whoever goes on with it, sees the same work. Safe
 * from many threads once it has begun.
 */
public final class Branches implements Undertaking {

    private final Repository repository;
    private final FeatureSet declared;
    private final List<String> notes;
    private final SortedSet<FeatureId> chosen;
    private final String target;
    private final boolean pins;
    private final SortedMap<FeatureId, Branch> branches = new TreeMap<>();
    private Optional<RunId> integrating = Optional.empty();

    /**
     * Binds them; asks and changes nothing.
     *
     * @param resolved the feature file
     * @param chosen what is integrated; none for all
     * @param pins whether the tips are kept under refs, for whoever goes on after a crash
     */
    public Branches(
            Repository repository,
            DirectoryNames.Resolved resolved,
            Set<FeatureId> chosen,
            String target,
            boolean pins) {
        this.repository = repository;
        this.declared = resolved.features();
        this.notes = resolved.notes();
        this.chosen = IntegrationSet.chosen(declared, chosen);
        this.target = target;
        this.pins = pins;
    }

    /** Fails where a branch is missing, and freezes nothing. */
    public void require(Survey survey) {
        Found found = new FoundBranches(repository.git()).of(declared.features().values());
        requireBranches(found.branches(), found.made(), survey);
    }

    @Override
    public Contents of(RunId run, boolean goesOn, Survey survey) {
        FoundBranches search = new FoundBranches(repository.git());
        Found there = search.of(declared.features().values());
        SortedMap<FeatureId, Branch> found = there.branches();
        if (goesOn) {
            search.frozen(run)
                    .forEach((id, tip) -> Optional.ofNullable(
                                    declared.features().get(id))
                            .ifPresent(feature -> found.put(id, new Branch(ref(feature, found), tip))));
        }
        SortedMap<FeatureId, Landed> landed = requireBranches(found, there.made(), survey);
        branches.putAll(found);
        integrating = Optional.of(run);
        SortedMap<FeatureId, Landed> reachable = reachable(survey.target());
        boolean anyReachable = reachable
                .keySet()
                .removeAll(takenBack(repository.git(), survey.target()).keySet());
        landed.putAll(reachable);
        FeatureSet set = IntegrationSet.of(
                declared, chosen, landed.keySet(), stacks(survey.target(), landed.keySet(), anyReachable), target);
        Plan plan = Planner.plan(set, 1);
        if (pins) {
            pin(run, set, landed.keySet());
        }
        return new Contents(declared, set, plan, digests(set, landed), with(survey, landed), notes);
    }

    /** Which branches a commit of the target had once and has not any more, and what has to be taken back for that, latest first. */
    public SortedMap<FeatureId, List<Undoing>> takenBack(Git git, CommitId at) {
        SortedMap<FeatureId, CommitId> tips = new TreeMap<>();
        branches.forEach((id, branch) -> tips.put(id, branch.tip()));
        return UndoneBranches.of(git, at, tips);
    }

    /** Whether a run is the one that integrates them, rather than an earlier one. */
    boolean areOf(RunId other) {
        return integrating.filter(other::equals).isPresent();
    }

    /** The tip of a feature's branch. */
    public CommitId tip(FeatureId feature) {
        return branch(feature).tip();
    }

    /** Where people find it. */
    public String ref(FeatureId feature) {
        return branch(feature).ref();
    }

    /** What a landing says that it was made from: a run that finds it does not make the feature again. */
    public String digest(FeatureId feature) {
        return FeatureJson.digest(declared.get(feature));
    }

    private Branch branch(FeatureId feature) {
        Branch branch = branches.get(feature);
        if (branch == null) {
            throw new IllegalArgumentException("no branch of " + feature);
        }
        return branch;
    }

    private static String ref(Feature feature, SortedMap<FeatureId, Branch> found) {
        Branch branch = found.get(feature.id());
        return branch == null ? FoundBranches.name(feature).refs().get(0) : branch.ref();
    }

    /** A branch that landed may be deleted; that it did, the landing says. */
    private SortedMap<FeatureId, Landed> requireBranches(
            SortedMap<FeatureId, Branch> found, Set<FeatureId> made, Survey survey) {
        SortedMap<FeatureId, Landed> landed = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        List<String> own = new ArrayList<>();
        declared.features().forEach((id, feature) -> {
            if (found.containsKey(id)) {
                return;
            }
            Landed landing = survey.landed().get(id);
            if (landing != null && landing.digest().equals(FeatureJson.digest(feature))) {
                landed.put(id, landing);
            } else if (chosen.contains(id)) {
                (made.contains(id) ? own : missing).add(FoundBranches.missing(feature));
            }
        });
        List<String> wrong = new ArrayList<>();
        if (!missing.isEmpty()) {
            wrong.add("there is no branch " + String.join(", ", missing) + " in " + repository.directory() + "; make "
                    + (missing.size() > 1 ? "them" : "it")
                    + ", say in \"branch\" what it is called, or name with --features those that are there");
        }
        if (!own.isEmpty()) {
            wrong.add("coord itself made the branch " + String.join(", ", own)
                    + " for an agent of a run that has not ended; go on with 'coord run', or name another branch in"
                    + " \"branch\"");
        }
        require(wrong);
        return landed;
    }

    private static void require(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new BadInput(String.join("\n", wrong));
        }
    }

    private SortedMap<FeatureId, Landed> reachable(CommitId at) {
        List<CommitId> tips =
                branches.values().stream().map(Branch::tip).distinct().toList();
        Set<CommitId> contained = new HashSet<>(LandedFeatures.contained(repository.git(), tips, at));
        SortedMap<FeatureId, Landed> landed = new TreeMap<>();
        branches.forEach((id, branch) -> {
            if (contained.contains(branch.tip())) {
                landed.put(id, new Landed(branch.tip(), mark(branch.tip())));
            }
        });
        return landed;
    }

    private SortedMap<FeatureId, SortedSet<FeatureId>> stacks(
            CommitId at, Set<FeatureId> landed, boolean anyReachable) {
        SortedMap<FeatureId, CommitId> open = new TreeMap<>();
        branches.forEach((id, branch) -> {
            if (!landed.contains(id)) {
                open.put(id, branch.tip());
            }
        });
        if (open.size() < 2) {
            return new TreeMap<>();
        }
        Git git = repository.git();
        CommitGraph graph =
                anyReachable ? BranchHistory.of(git, open.values()) : BranchHistory.above(git, open.values(), at);
        List<FeatureId> order = Planner.plan(declared, 1).waves().stream()
                .flatMap(wave -> wave.features().stream())
                .toList();
        return Stacks.of(open, graph, order);
    }

    /** Another tip is other work, whatever is declared. */
    private static String mark(CommitId tip) {
        return "tip " + tip;
    }

    private SortedMap<FeatureId, String> digests(FeatureSet set, SortedMap<FeatureId, Landed> landed) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        for (FeatureId id : set.features().keySet()) {
            Landed landing = landed.get(id);
            digests.put(id, landing == null ? mark(tip(id)) : landing.digest());
        }
        return digests;
    }

    private static Survey with(Survey survey, SortedMap<FeatureId, Landed> landed) {
        return new Survey(survey.target(), landed, survey.present(), survey.contained());
    }

    private void pin(RunId run, FeatureSet set, Set<FeatureId> landed) {
        List<Refs.Change> pins = new ArrayList<>();
        for (FeatureId id : set.features().keySet()) {
            if (!landed.contains(id)) {
                pins.add(Refs.Change.set(Refs.integrated(run, id.value()), tip(id)));
            }
        }
        new Refs(repository.git()).change("coord: freeze", pins);
    }
}
