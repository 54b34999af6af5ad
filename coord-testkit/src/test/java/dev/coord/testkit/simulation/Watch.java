package dev.coord.testkit.simulation;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.conflict.Rivals;
import dev.coord.core.plan.Planner;
import dev.coord.lock.Lease;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.plan.Wave;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.Workspace;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import dev.coord.testkit.Invariants;
import dev.coord.testkit.repository.Commit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold after every event of a simulated run, and when a try ends. */
final class Watch {

    private final SimulatedRun world;
    private final Set<Workspace> manned = new HashSet<>();
    private final SearchWatch searches;
    private Snapshot seen = Snapshot.EMPTY;
    private CommitId target;
    private long repositoryChanges = -1;
    private int written;
    private int candidatesGoneOnWith;
    private int redone;
    private final Set<FeatureId> failed = new TreeSet<>();

    Watch(SimulatedRun world) {
        this.world = world;
        this.searches = new SearchWatch(world);
        this.target = world.repository().target();
    }

    AssertionError violated(String what) {
        return new AssertionError(what);
    }

    void afterEvent() {
        Snapshot now = world.memory().read();
        searches.afterEvent(seen.run(), now.run());
        if (!now.equals(seen)) {
            require(Invariants.check(now));
            require(Invariants.checkStep(seen, now));
            finishedWorkIsUsedAgain(seen, now);
            testsGoOn(seen, now);
            now.run().ifPresent(this::noteFailures);
            seen = now;
        }
        if (!target.equals(world.repository().target())) {
            landing(world.repository().target());
            nothingLandsThatLostLines();
            nothingRedLands();
            target = world.repository().target();
        }
        noWorkIsLost();
        honestWorkIsNeverLate();
    }

    /** What searches for culprits did. */
    SearchWatch searches() {
        return searches;
    }

    /** Whatever others land meanwhile is tested again together with the wave. */
    private void nothingRedLands() {
        CommitId now = world.repository().target();
        if (world.defects().areIn(world.repository().tested(now).files())) {
            throw violated(now + " landed, and its tests fail");
        }
    }

    /** What lost lines has to come back without that. */
    private void nothingLandsThatLostLines() {
        world.repository()
                .history()
                .line(world.repository().target())
                .forEach(commit -> commit.feature()
                        .map(world.repository()::proofOf)
                        .filter(proof -> !proof.lost().isEmpty())
                        .ifPresent(proof -> {
                            throw violated(proof.feature() + " landed, and lost " + proof.lost());
                        }));
    }

    /**
     * Who holds the locks of a plan one after the other lands in that order, however often the run is tried. What another wrote without
     * a lock makes nobody late.
     */
    private void honestWorkIsNeverLate() {
        if (!world.repository().rewound().isEmpty()) {
            throw violated("nobody sets the target back, but it was taken to have lost "
                    + world.repository().rewound());
        }
        if (!world.mends() && !world.repository().overtaken().isEmpty()) {
            throw violated("taken for late: " + world.repository().overtaken());
        }
    }

    /** An agent is about to start. */
    void agentStarts(AgentTask task, ProcessId coordinator) {
        if (!world.toReplace().isEmpty()
                && !world.toReplace().containsKey(task.feature().id())) {
            throw violated(task.feature().id() + " is made again, and nobody asked for that");
        }
        saysWhatIsToBeBuilt(task);
        if (task.resolves()
                && (!world.settings().resolver()
                        || task.tryNumber() != world.settings().tries() + 1)) {
            throw violated("a resolver is asked about " + task.feature().id() + " by call " + task.tryNumber());
        }
        List<Agent> alive = world.agents().alive();
        alive.stream()
                .filter(agent -> !agent.coordinator().equals(coordinator))
                .filter(Agent::isReleased)
                .findAny()
                .ifPresent(agent -> {
                    throw violated(agent + " of an earlier try runs while a new agent starts for "
                            + task.feature().id());
                });
        if (alive.size() >= world.settings().agents()) {
            throw violated(alive.size() + " agents run already, and another is started: " + alive);
        }
        if (!manned.add(task.workspace())) {
            throw violated("a second agent is started in " + task.workspace().directory());
        }
        if (world.settings().schedule() == Schedule.CONTINUOUS) {
            beginsInTurn(task.feature());
        }
        Optional<Lease> lease = world.memory().read().locks().leases().stream()
                .filter(held -> held.id().equals(task.lease().id()))
                .findFirst();
        boolean covers = task.lease().locks().stream()
                .map(lock -> lock.path())
                .toList()
                .equals(task.feature().fileWrites());
        if (!covers) {
            throw violated("the lease of " + task.feature().id() + " covers "
                    + task.lease().locks());
        }
        if (lease.isEmpty() && world.leasesAreSafe()) {
            throw violated("an agent starts without a live lease: " + task.lease());
        }
    }

    private void saysWhatIsToBeBuilt(AgentTask task) {
        Set<FeatureId> earlier = prerequisites(task.feature().id());
        boolean told = earlier.stream()
                .filter(id -> world.repository()
                        .subjects(task.workspace().base(), Set.of(id))
                        .containsKey(id))
                .allMatch(id -> task.text().contains("\n- `" + id + "`\n  - " + id + ": "));
        if (!told || !task.text().contains(task.feature().description().orElse(""))) {
            throw violated("the task of " + task.feature().id() + " after " + earlier + " is: " + task.text());
        }
    }

    /** What a feature waits for has landed, and nothing it contends with is being made. */
    private void beginsInTurn(Feature feature) {
        Set<FeatureId> landed = landedAsDeclared();
        landed.removeAll(notReplaced(landings()));
        for (FeatureId earlier : prerequisites(feature.id())) {
            if (!landed.contains(earlier)) {
                throw violated(feature.id() + " begins before " + earlier + " has landed");
            }
        }
        world.memory().read().run().orElseThrow().features().forEach((id, run) -> {
            boolean underWay = run.phase() instanceof FeaturePhase.Placed
                    && !landed.contains(id)
                    && world.features().features().containsKey(id);
            boolean waits = prerequisites(id).stream().anyMatch(earlier -> !landed.contains(earlier));
            if (underWay
                    && !waits
                    && !id.equals(feature.id())
                    && Rivals.contend(
                            feature, world.features().get(id), world.settings().overlap())) {
                throw violated(feature.id() + " begins before " + id + ", which it contends with, has landed");
            }
        });
    }

    /** A try ended in order: everything landed, or the reason is told and nothing is left half done. */
    void tryEnded(RunRecord record) {
        if (record.phase() instanceof RunPhase.Done) {
            if (!landed().equals(world.digests())) {
                throw violated("the run is done, but landed are " + landed() + " of " + world.digests());
            }
            if (!notReplaced(landings()).isEmpty()) {
                throw violated("the run is done, but not made once more are " + notReplaced(landings()));
            }
        } else if (record.phase() instanceof RunPhase.Stopped stopped) {
            if (stopped.reasons().isEmpty() || stopped.reasons().stream().anyMatch(String::isBlank)) {
                throw violated("the run stopped without a reason: " + record);
            }
            aFailureStoppedOnlyWhatNeedsIt(record, stopped);
            whateverDidNotLandIsTold(record, stopped);
        } else {
            throw violated("the run ended in " + record.phase());
        }
        record.features().forEach((id, feature) -> settled(id, feature.phase()));
        nothingIsLeftOver(record);
    }

    private void settled(FeatureId id, FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Failed failed) {
            if (failed.reason().isBlank()) {
                throw violated(id + " failed without a reason");
            }
            if (!failed.kept().isEmpty()
                    && world.repository().history().ref(failed.kept()).isEmpty()) {
                throw violated("the work of " + id + " is not at " + failed.kept());
            }
        } else if (phase instanceof FeaturePhase.Manned || phase instanceof FeaturePhase.Salvaging) {
            throw violated("the run ended, but " + id + " is " + phase);
        }
    }

    private void nothingIsLeftOver(RunRecord record) {
        Snapshot now = world.memory().read();
        Set<FeatureId> own = record.features().keySet();
        now.locks().leases().stream()
                .filter(lease -> own.contains(lease.feature()))
                .forEach(lease -> {
                    throw violated("the run ended and left " + lease);
                });
        now.locks().queue().stream()
                .filter(ticket -> own.contains(ticket.request().feature()))
                .forEach(ticket -> {
                    throw violated("the run ended and left " + ticket);
                });
        now.state().active().stream()
                .map(ActiveFeature::feature)
                .filter(own::contains)
                .forEach(id -> {
                    throw violated("the run ended and left " + id + " active");
                });
        Set<FeatureId> landed = landedAsDeclared();
        Set<FeatureId> completed = new TreeSet<>(now.state().completed());
        completed.retainAll(world.digests().keySet());
        boolean unknown = record.phase() instanceof RunPhase.Stopped stopped
                && stopped.landing().isPresent();
        if (!completed.equals(landed) && !unknown) {
            throw violated("completed are " + completed + ", landed are " + landed);
        }
        workspacesAreAccountedFor(record);
        if (!world.agents().alive().isEmpty()) {
            throw violated("the run ended and left " + world.agents().alive());
        }
    }

    /** A work tree is left only where finished work waits for its wave, or where its place was told. */
    private void workspacesAreAccountedFor(RunRecord record) {
        world.repository().worktrees().forEach((directory, worktree) -> {
            boolean finished = Optional.ofNullable(
                            record.features().get(worktree.place().feature()))
                    .map(feature -> feature.phase())
                    .filter(phase -> phase instanceof FeaturePhase.Finished done
                            && done.workspace().equals(worktree.place()))
                    .isPresent();
            boolean waits = finished && !(record.phase() instanceof RunPhase.Done);
            if (!waits && !world.wasTold(directory.toString())) {
                throw violated("nobody was told of the work tree " + directory);
            }
        });
    }

    private void noWorkIsLost() {
        Set<String> all = world.agents().written();
        if (repositoryChanges == world.repository().changes() && written == all.size()) {
            return;
        }
        repositoryChanges = world.repository().changes();
        written = all.size();
        Set<String> lost = new TreeSet<>(all);
        lost.removeAll(world.repository().contents());
        if (!lost.isEmpty()) {
            throw violated("work is lost: " + lost);
        }
    }

    /** Whatever lands is the rest of one wave, but for what has failed and what needs that, and what it waits for has landed before. */
    private void landing(CommitId now) {
        List<Commit> line = world.repository().history().line(now);
        List<CommitId> ids = line.stream().map(Commit::id).toList();
        if (!ids.contains(target)) {
            throw violated("the target went back from " + target);
        }
        SortedMap<FeatureId, String> before = landed(line.subList(0, ids.indexOf(target) + 1));
        List<Commit> newer = line.subList(ids.indexOf(target) + 1, line.size());
        newer.forEach(commit -> commit.feature().ifPresent(this::madeFromWhatWasDeclared));
        newer.forEach(this::changedSomething);
        SortedMap<FeatureId, String> added = landed(newer);
        if (added.isEmpty()) {
            return;
        }
        SortedMap<FeatureId, String> done = new TreeMap<>(before);
        done.keySet().removeAll(notReplaced(landings(line.subList(0, ids.indexOf(target) + 1))));
        if (world.settings().schedule() == Schedule.WAVES
                && world.latestFeatures().stream()
                        .noneMatch(features -> isRestOfAWave(features, done, added.keySet()))) {
            throw violated("what landed is no whole wave: " + added.keySet() + "; failed have " + failed);
        }
        for (FeatureId id : added.keySet()) {
            for (FeatureId earlier : prerequisites(id)) {
                if (!before.containsKey(earlier)) {
                    throw violated(id + " landed before " + earlier + ", which it waits for");
                }
            }
        }
    }

    /**
     * What an earlier try has finished, while a wave before its own has failed in part or was declared anew, lands before that is made
     * again; what was sent back goes before the rest of its wave in a later try.
     */
    private boolean isRestOfAWave(FeatureSet features, SortedMap<FeatureId, String> before, Set<FeatureId> added) {
        SortedMap<FeatureId, String> digests = SimulatedRun.digests(features);
        boolean earlierIsOpen = false;
        for (Wave wave : Planner.plan(
                        features, world.settings().agents(), world.settings().overlap())
                .waves()) {
            Set<FeatureId> rest = new TreeSet<>(wave.features());
            rest.removeIf(id -> digests.get(id).equals(before.get(id)));
            boolean mayLackThem = earlierIsOpen && (world.mends() || !failed.isEmpty());
            if (rest.containsAll(added)
                    && (failed.containsAll(added)
                            || rest.stream().allMatch(id -> added.contains(id) || mayLackThem || isLeftOut(id)))) {
                return true;
            }
            earlierIsOpen |= !rest.isEmpty();
        }
        return false;
    }

    private boolean isLeftOut(FeatureId id) {
        return failed.contains(id) || prerequisites(id).stream().anyMatch(this::isLeftOut);
    }

    private static boolean hasFailed(RunRecord record, FeatureId id) {
        return record.feature(id).phase() instanceof FeaturePhase.Failed
                || (record.feature(id).phase() instanceof FeaturePhase.Salvaging salvaging
                        && salvaging.reason().isPresent());
    }

    private void noteFailures(RunRecord record) {
        record.features().keySet().stream()
                .filter(id ->
                        hasFailed(record, id) || record.feature(id).sentBack().isPresent())
                .forEach(failed::add);
    }

    /** Where nothing but failed features is told, whatever needs none of them has landed. */
    private void aFailureStoppedOnlyWhatNeedsIt(RunRecord record, RunPhase.Stopped stopped) {
        Set<FeatureId> open = new TreeSet<>(world.digests().keySet());
        open.removeAll(landedAsDeclared());
        for (FeatureId id : open) {
            boolean isOut = hasFailed(record, id)
                    || prerequisites(id).stream()
                            .anyMatch(earlier -> open.contains(earlier) || hasFailed(record, earlier));
            if (!isOut && stopped.reasons().stream().allMatch(reason -> reason.startsWith("feature '"))) {
                throw violated(id + " has not landed, though it needs nothing that failed: " + record);
            }
        }
    }

    /** Whatever the run stopped for: of each feature that has not landed it says why, and where the work of one that failed is. */
    private void whateverDidNotLandIsTold(RunRecord record, RunPhase.Stopped stopped) {
        Set<FeatureId> open = new TreeSet<>(world.digests().keySet());
        open.removeAll(landedAsDeclared());
        for (FeatureId id : open) {
            boolean isNamed = stopped.reasons().stream()
                    .anyMatch(reason -> reason.matches("(?s).*[ '(]" + Pattern.quote(id.value()) + "[ ',):].*"));
            boolean isPlaceTold = !(record.feature(id).phase() instanceof FeaturePhase.Failed failed)
                    || stopped.reasons().stream().anyMatch(reason -> reason.contains(failed.kept()));
            if (!isNamed || !isPlaceTold) {
                throw violated(id + " has not landed, and that is not told: " + stopped.reasons() + " of " + record);
            }
        }
    }

    private Set<FeatureId> prerequisites(FeatureId id) {
        Set<FeatureId> earlier = new TreeSet<>();
        if (world.features().features().containsKey(id)) {
            earlier.addAll(world.features().get(id).blockedBy());
        }
        for (Feature other : world.features().features().values()) {
            if (other.blocks().contains(id)) {
                earlier.add(other.id());
            }
        }
        earlier.retainAll(world.digests().keySet());
        return earlier;
    }

    /** Work is landed for the declaration it was made from. */
    private void madeFromWhatWasDeclared(FeatureTip tip) {
        boolean same = world.repository()
                .declarationOf(tip.tip())
                .filter(feature -> SimulatedRun.digest(feature).equals(tip.digest()))
                .isPresent();
        if (!same) {
            throw violated("what landed for " + tip.feature() + " was made from another declaration");
        }
    }

    private void changedSomething(Commit commit) {
        Optional<Feature> declared =
                commit.feature().flatMap(tip -> world.repository().declarationOf(tip.tip()));
        boolean mustChange =
                declared.filter(feature -> !feature.fileWrites().isEmpty()).isPresent();
        if (mustChange
                && world.repository()
                        .history()
                        .get(commit.parents().get(0))
                        .tree()
                        .equals(commit.tree())) {
            throw violated("nothing was made of " + declared + ", and it landed");
        }
    }

    /** Only what failed, or is declared in another way now, is done again. */
    private void finishedWorkIsUsedAgain(Snapshot before, Snapshot after) {
        before.run()
                .ifPresent(old -> after.run()
                        .ifPresent(now -> old.features().forEach((id, was) -> {
                            FeatureRun is = now.features().get(id);
                            if (was.phase().made().isEmpty()
                                    || is == null
                                    || !is.digest().equals(was.digest())
                                    || !is.redoes().equals(was.redoes())) {
                                return;
                            }
                            boolean failed = is.phase() instanceof FeaturePhase.Salvaging salvaging
                                    && salvaging.reason().isPresent();
                            boolean isBack = is.phase() instanceof FeaturePhase.Salvaging
                                    && is.sentBack()
                                            .filter(back -> !was.sentBack().equals(Optional.of(back)))
                                            .isPresent();
                            boolean used = isBack
                                    || is.phase().made().isPresent()
                                    || is.phase() instanceof FeaturePhase.Landed;
                            if (!failed && !used) {
                                throw violated("finished work of " + id + " is not used again: " + is.phase());
                            }
                        })));
    }

    /** Whoever takes a run over whose wave was being tested tests that again, if merging it again would give the same. */
    private void testsGoOn(Snapshot before, Snapshot after) {
        RunRecord old = before.run().orElse(null);
        RunRecord now = after.run().orElse(null);
        if (old == null
                || now == null
                || old.startedAt().equals(now.startedAt())
                || !(old.phase() instanceof RunPhase.Merged merged)) {
            return;
        }
        WaveWork work = merged.candidate().work();
        boolean same = world.repository().target().equals(merged.candidate().base())
                && work.tips().stream()
                        .allMatch(tip -> tip.digest().equals(world.digests().get(tip.feature())))
                && !world.mends();
        if (same) {
            if (!now.phase().equals(merged)) {
                throw violated("what was merged of wave " + work.wave() + " is not gone on with: " + now.phase());
            }
            candidatesGoneOnWith++;
        }
    }

    /** How often a wave went on that a killed try had merged. */
    int candidatesGoneOnWith() {
        return candidatesGoneOnWith;
    }

    /** The run that was to make some features once more is done. */
    void madeOnceMore() {
        List<Commit> line = world.repository().history().line(world.repository().target());
        for (FeatureId id : world.toReplace().keySet()) {
            long landings = line.stream()
                    .filter(commit -> commit.feature()
                            .filter(tip -> tip.feature().equals(id))
                            .isPresent())
                    .dropWhile(commit -> !commit.id().equals(world.toReplace().get(id)))
                    .count();
            if (landings != 2) {
                throw violated(id + " was to land once more, and landed " + (landings - 1) + " times");
            }
            redone++;
        }
    }

    /** How many features were made once more. */
    int redone() {
        return redone;
    }

    /** What is to be made once more and has not landed again. */
    private Set<FeatureId> notReplaced(SortedMap<FeatureId, CommitId> landings) {
        Set<FeatureId> open = new TreeSet<>(world.toReplace().keySet());
        open.removeIf(id -> !world.toReplace().get(id).equals(landings.get(id)));
        return open;
    }

    /** The latest landing of each feature. */
    SortedMap<FeatureId, CommitId> landings() {
        return landings(world.repository().history().line(world.repository().target()));
    }

    private static SortedMap<FeatureId, CommitId> landings(List<Commit> line) {
        SortedMap<FeatureId, CommitId> landings = new TreeMap<>();
        line.forEach(commit -> commit.feature().ifPresent(tip -> landings.put(tip.feature(), commit.id())));
        return landings;
    }

    /** What landed and was declared in another way since has to land again. */
    private Set<FeatureId> landedAsDeclared() {
        SortedMap<FeatureId, String> landed = landed();
        landed.entrySet()
                .removeIf(entry -> !entry.getValue().equals(world.digests().get(entry.getKey())));
        return landed.keySet();
    }

    private SortedMap<FeatureId, String> landed() {
        SortedMap<FeatureId, String> all =
                landed(world.repository().history().line(world.repository().target()));
        all.keySet().retainAll(world.digests().keySet());
        return all;
    }

    private static SortedMap<FeatureId, String> landed(List<Commit> line) {
        SortedMap<FeatureId, String> landed = new TreeMap<>();
        for (Commit commit : line) {
            commit.feature().ifPresent((FeatureTip tip) -> landed.put(tip.feature(), tip.digest()));
        }
        return landed;
    }

    private void require(List<String> violations) {
        if (!violations.isEmpty()) {
            throw violated(String.join("; ", violations));
        }
    }
}
