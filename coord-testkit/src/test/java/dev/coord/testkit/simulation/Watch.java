package dev.coord.testkit.simulation;

import dev.coord.merge.WaveWork;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.store.Snapshot;
import dev.coord.testkit.Invariants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold after every event of a simulated run. */
final class Watch {

    private final SimulatedRun world;
    private final Landings landings;
    private final StartWatch starts;
    private final LandingWatch landing;
    private final EndWatch end;
    private final SearchWatch searches;
    private Snapshot seen = Snapshot.EMPTY;
    private long repositoryChanges = -1;
    private int written;
    private int candidatesGoneOnWith;

    Watch(SimulatedRun world) {
        this.world = world;
        this.searches = new SearchWatch(world);
        this.landings = new Landings(world);
        this.starts = new StartWatch(world, landings);
        this.landing = new LandingWatch(world, landings);
        this.end = new EndWatch(world, landings);
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
            now.run().ifPresent(landing::noteFailures);
            seen = now;
        }
        landing.afterEvent();
        noWorkIsLost();
        honestWorkIsNeverLate();
    }

    /** What searches for culprits did. */
    SearchWatch searches() {
        return searches;
    }

    /** What must hold of agents that start. */
    StartWatch starts() {
        return starts;
    }

    /** What must hold of what lands. */
    LandingWatch landing() {
        return landing;
    }

    /** What must hold when a try has ended. */
    EndWatch end() {
        return end;
    }

    /** What has landed. */
    Landings landings() {
        return landings;
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

    private void require(List<String> violations) {
        if (!violations.isEmpty()) {
            throw violated(String.join("; ", violations));
        }
    }
}
