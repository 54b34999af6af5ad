package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.command.Git;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.history.LandedFeatures.Landing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The landings that a branch has.
 *
 * @param all every one, oldest first, also those that were taken back
 * @param standing those that were not, oldest first
 * @param gone those that it had once
 */
public record History(List<Landing> all, List<Landing> standing, List<Landing> gone) {

    public History {
        all = List.copyOf(all);
        standing = List.copyOf(standing);
        gone = List.copyOf(gone);
    }

    public static History of(Git git, CommitId target, Records records) {
        List<Landing> latestFirst = LandedFeatures.merged(git, target.value());
        List<Landing> all = reversed(latestFirst);
        List<Landing> standing = reversed(LandedFeatures.standing(git, target.value(), latestFirst));
        return new History(all, standing, records.gone(target));
    }

    private static List<Landing> reversed(List<Landing> landings) {
        List<Landing> reversed = new ArrayList<>(landings);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Those that stand and are meant; of a feature the latest one. */
    public List<Landing> wanted(RollbackRequest request) {
        List<Landing> meant =
                standing.stream().filter(landing -> isMeant(landing, request)).toList();
        return request instanceof RollbackRequest.OfFeature && !meant.isEmpty()
                ? List.of(meant.get(meant.size() - 1))
                : meant;
    }

    /** Those that are meant and do not stand any more. */
    public List<Landing> takenBack(RollbackRequest request) {
        return former().stream().filter(landing -> isMeant(landing, request)).toList();
    }

    /** The latest landing of each feature that has none which stands. */
    public List<LandedWork> takenBack() {
        SortedMap<FeatureId, LandedWork> latest = new TreeMap<>();
        former().forEach(landing -> latest.put(landing.feature(), landing.work()));
        latest.keySet().removeAll(features());
        return List.copyOf(latest.values());
    }

    private List<Landing> former() {
        List<Landing> former = new ArrayList<>(all);
        former.removeAll(standing);
        former.addAll(gone);
        return former;
    }

    static boolean isMeant(Landing landing, RollbackRequest request) {
        if (request instanceof RollbackRequest.OfFeature one) {
            return landing.feature().equals(one.feature());
        }
        RollbackRequest.OfWave wave = (RollbackRequest.OfWave) request;
        return landing.place()
                .filter(place -> wave.run().filter(place.run()::equals).isPresent() && place.wave() == wave.wave())
                .isPresent();
    }

    /** Whether a run has ever landed anything here. */
    public boolean hasRun(RunId run) {
        return !waves(run).isEmpty();
    }

    /** The numbers of a run's landings, also of those that were taken back. */
    public List<Integer> waves(RunId run) {
        return java.util.stream.Stream.concat(all.stream(), gone.stream())
                .flatMap(landing -> landing.place().stream())
                .filter(place -> place.run().equals(run))
                .map(LandedWork.Place::wave)
                .distinct()
                .sorted()
                .toList();
    }

    /** The run that landed last. */
    public Optional<RunId> latestRun() {
        return reversed(all).stream()
                .flatMap(landing -> landing.place().stream())
                .map(LandedWork.Place::run)
                .findFirst();
    }

    public Set<FeatureId> features() {
        return standing.stream().map(Landing::feature).collect(Collectors.toCollection(TreeSet::new));
    }
}
