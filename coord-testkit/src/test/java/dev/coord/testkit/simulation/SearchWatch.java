package dev.coord.testkit.simulation;

import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.WaveWork;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunPhase;
import dev.coord.run.RunPhase.Probed;
import dev.coord.run.RunPhase.Searching;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the search for what breaks a wave, by what is known from outside of what agents made. */
final class SearchWatch {

    private final SimulatedRun world;
    private final Map<WaveWork, List<String>> found = new HashMap<>();
    private final Set<Long> places = new TreeSet<>();
    private long placesBefore;
    private int goneOnWith;
    private Optional<WaveWork> interrupted = Optional.empty();

    SearchWatch(SimulatedRun world) {
        this.world = world;
    }

    /** Where the coordinator could die while a search was under way. */
    Set<Long> places() {
        return places;
    }

    /** Whom the search in each wave found, and with whom they fail. */
    Map<WaveWork, List<String>> found() {
        return found;
    }

    /** How many searches were gone on with by another process. */
    int goneOnWith() {
        return goneOnWith;
    }

    /** The wave whose search a death interrupted, if the next process went on with it. */
    Optional<WaveWork> interrupted() {
        return interrupted;
    }

    void afterEvent(Optional<RunRecord> before, Optional<RunRecord> after) {
        long placesNow = world.fates().places();
        if (isSearching(before) || isSearching(after)) {
            for (long place = placesBefore + 1; place <= placesNow; place++) {
                places.add(place);
            }
        }
        placesBefore = placesNow;
        if (isSearching(before) && after.isPresent() && !before.equals(after)) {
            moved(before.get(), (Searching) before.get().phase(), after.get());
        }
    }

    private static boolean isSearching(Optional<RunRecord> run) {
        return run.filter(record -> record.phase() instanceof Searching).isPresent();
    }

    private void moved(RunRecord before, Searching was, RunRecord after) {
        boolean goesOn = after.phase() instanceof Searching is && is.candidate().equals(was.candidate());
        if (!before.startedAt().equals(after.startedAt())) {
            if (goesOn) {
                sameProbes(was, ((Searching) after.phase()).probes());
                goneOnWith++;
                interrupted = Optional.of(was.candidate().work());
            }
        } else if (goesOn) {
            List<Probed> probes = ((Searching) after.phase()).probes();
            sameProbes(was, probes.subList(0, Math.min(was.probes().size(), probes.size())));
        } else if (!isTestedAgain(was, after.phase())) {
            List<CulpritFound> all = after.account().culprits();
            ended(was.candidate(), all.subList(before.account().culprits().size(), all.size()), after.phase());
        }
    }

    /** Whether it turned out that others moved the target to what is red as well, and what is red there is known by now. */
    private static boolean isTestedAgain(Searching was, RunPhase next) {
        return next instanceof RunPhase.Testing testing && testing.candidate().equals(was.candidate());
    }

    /** Nothing is tried twice: what comes next follows from what was tried. */
    private void sameProbes(Searching was, List<Probed> probes) {
        if (!was.probes().equals(probes)) {
            throw world.watch().violated("what was tried is forgotten: " + was.probes() + ", now " + probes);
        }
    }

    private void ended(Candidate candidate, List<CulpritFound> culprits, RunPhase next) {
        found.put(
                candidate.work(),
                culprits.stream()
                        .map(one -> one.feature() + " with " + one.with())
                        .toList());
        if (world.testsAreFlaky()) {
            return;
        }
        if (culprits.isEmpty() && !(next instanceof RunPhase.Draining || next instanceof RunPhase.Stopped)) {
            throw world.watch().violated("nobody was found in " + candidate + ", which is red");
        }
        List<FeatureId> rest = new ArrayList<>(candidate.features());
        for (CulpritFound culprit : culprits) {
            rest.remove(culprit.feature());
            List<FeatureId> both = new ArrayList<>(culprit.with());
            boolean isCalmWithout = !isRed(candidate, both);
            both.add(culprit.feature());
            List<FeatureId> order = candidate.features();
            if (both.stream().anyMatch(id -> order.indexOf(id) > order.indexOf(culprit.feature()))) {
                throw world.watch().violated("of those that fail together the last one gives way, not " + culprit);
            }
            if (!isCalmWithout || !isRed(candidate, both)) {
                throw world.watch().violated(culprit + " is innocent");
            }
        }
        if (!culprits.isEmpty() && isRed(candidate, rest)) {
            throw world.watch().violated("without " + culprits + " it is still red: " + candidate);
        }
    }

    private boolean isRed(Candidate candidate, Collection<FeatureId> features) {
        List<FeatureTip> tips = candidate.work().tips().stream()
                .filter(tip -> features.contains(tip.feature()))
                .toList();
        Trial trial = new Trial(
                candidate.work().of(tips),
                candidate.base(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Memory.NONE);
        return world.defects()
                .areIn(world.repository()
                        .tested(world.repository().tried(trial).commit().orElseThrow())
                        .files());
    }
}
