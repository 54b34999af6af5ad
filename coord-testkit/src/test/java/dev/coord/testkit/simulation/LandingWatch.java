package dev.coord.testkit.simulation;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.plan.Planner;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.FeatureTip;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.testkit.repository.Commit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of all that lands. */
final class LandingWatch {

    private final SimulatedRun world;
    private final Landings landings;
    private final Set<FeatureId> failed = new TreeSet<>();
    private CommitId target;
    private int redone;

    LandingWatch(SimulatedRun world, Landings landings) {
        this.world = world;
        this.landings = landings;
        this.target = world.repository().target();
    }

    void afterEvent() {
        CommitId now = world.repository().target();
        if (!target.equals(now)) {
            landing(now);
            nothingLandsThatLostLines();
            nothingRedLands();
            target = now;
        }
    }

    void noteFailures(RunRecord record) {
        record.features().keySet().stream()
                .filter(id ->
                        hasFailed(record, id) || record.feature(id).sentBack().isPresent())
                .forEach(failed::add);
    }

    /** What waits for what it met lands after that. */
    void notePutOff(List<RunNotice> notices) {
        notices.stream()
                .filter(FeatureNotice.PutOff.class::isInstance)
                .flatMap(notice -> notice.about().stream())
                .forEach(failed::add);
    }

    static boolean hasFailed(RunRecord record, FeatureId id) {
        return record.feature(id).phase() instanceof FeaturePhase.Failed
                || (record.feature(id).phase() instanceof FeaturePhase.Salvaging salvaging
                        && salvaging.reason().isPresent());
    }

    /** Whatever others land meanwhile is tested again together with the wave. */
    private void nothingRedLands() {
        CommitId now = world.repository().target();
        if (world.defects().areIn(world.repository().tested(now).files())) {
            throw world.watch().violated(now + " landed, and its tests fail");
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
                            throw world.watch().violated(proof.feature() + " landed, and lost " + proof.lost());
                        }));
    }

    /** Whatever lands is the rest of one wave, but for what has failed and what needs that, and what it waits for has landed before. */
    private void landing(CommitId now) {
        List<Commit> line = world.repository().history().line(now);
        List<CommitId> ids = line.stream().map(Commit::id).toList();
        if (!ids.contains(target)) {
            throw world.watch().violated("the target went back from " + target);
        }
        SortedMap<FeatureId, String> before = Landings.landed(line.subList(0, ids.indexOf(target) + 1));
        List<Commit> newer = line.subList(ids.indexOf(target) + 1, line.size());
        newer.forEach(commit -> commit.feature().ifPresent(this::madeFromWhatWasDeclared));
        newer.forEach(this::changedSomething);
        SortedMap<FeatureId, String> added = Landings.landed(newer);
        if (added.isEmpty()) {
            return;
        }
        SortedMap<FeatureId, String> done = new TreeMap<>(before);
        done.keySet().removeAll(landings.notReplaced(Landings.latest(line.subList(0, ids.indexOf(target) + 1))));
        if (world.settings().schedule() == Schedule.WAVES
                && world.latestFeatures().stream()
                        .noneMatch(features -> isRestOfAWave(features, done, added.keySet()))) {
            throw world.watch().violated("what landed is no whole wave: " + added.keySet() + "; failed have " + failed);
        }
        for (FeatureId id : added.keySet()) {
            for (FeatureId earlier : landings.prerequisites(id)) {
                if (!before.containsKey(earlier)) {
                    throw world.watch().violated(id + " landed before " + earlier + ", which it waits for");
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
        return failed.contains(id) || landings.prerequisites(id).stream().anyMatch(this::isLeftOut);
    }

    /** Work is landed for the declaration it was made from. */
    private void madeFromWhatWasDeclared(FeatureTip tip) {
        boolean same = world.repository()
                .declarationOf(tip.tip())
                .filter(feature -> SimulatedRun.digest(feature).equals(tip.digest()))
                .isPresent();
        if (!same) {
            throw world.watch().violated("what landed for " + tip.feature() + " was made from another declaration");
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
            throw world.watch().violated("nothing was made of " + declared + ", and it landed");
        }
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
                throw world.watch().violated(id + " was to land once more, and landed " + (landings - 1) + " times");
            }
            redone++;
        }
    }

    /** How many features were made once more. */
    int redone() {
        return redone;
    }
}
