package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who goes first where work has met: on a path, or on a table or another object of a schema. A feature that was sent back has right of
 * way there until it lands, wherever else it meets something meanwhile: nothing else that is known to change it lands before, and those
 * that were sent back for the same go one after the other. So no two meet there twice. Specification 6.2.
 */
public final class RightOfWay {

    private RightOfWay() {}

    /** Where the feature has right of way; nowhere where it was not sent back. */
    public static Set<String> places(RunRecord run, FeatureId id) {
        return placesOf(Optional.ofNullable(run.features().get(id)));
    }

    /** The features in groups that go one after the other: in none are two that were sent back for the same. */
    public static List<List<FeatureId>> groups(Map<FeatureId, FeatureRun> features, Collection<FeatureId> order) {
        List<List<FeatureId>> groups = new ArrayList<>();
        Map<String, Integer> next = new LinkedHashMap<>();
        for (FeatureId id : order) {
            Set<String> paths = placesOf(Optional.ofNullable(features.get(id)));
            int group = paths.stream()
                    .mapToInt(path -> next.getOrDefault(path, 0))
                    .max()
                    .orElse(0);
            paths.forEach(path -> next.put(path, group + 1));
            while (groups.size() <= group) {
                groups.add(new ArrayList<>());
            }
            groups.get(group).add(id);
        }
        return groups;
    }

    /** Whether no other feature that is before it has right of way where this one was sent back for. */
    static boolean mayBegin(RunRecord run, FeatureId id) {
        Set<String> own = places(run, id);
        return own.isEmpty()
                || (run.phase() instanceof RunPhase.Working
                        && before(run, id, own).isEmpty());
    }

    /**
     * Whether nobody else has right of way on a path that the finished feature changed. What waits for others has none meanwhile. One that was sent back itself waits for those
     * before it only: otherwise two could wait for each other, and the run would never go on.
     */
    static boolean mayLand(RunRecord run, FeatureId id) {
        if (!(Progress.phaseOf(run, id) instanceof FeaturePhase.Finished finished)) {
            return false;
        }
        Set<String> changed = new HashSet<>(finished.changed());
        Set<String> own = places(run, id);
        if (own.isEmpty()) {
            return holders(run, id).stream().allMatch(other -> Collections.disjoint(places(run, other), changed));
        }
        changed.addAll(own);
        return before(run, id, changed).isEmpty();
    }

    /** Those before the feature that have right of way on one of these paths. */
    private static List<FeatureId> before(RunRecord run, FeatureId id, Set<String> paths) {
        List<FeatureId> ahead = Progress.ahead(run);
        return holders(run, id).stream()
                .filter(other -> ahead.indexOf(other) < ahead.indexOf(id))
                .filter(other -> !Collections.disjoint(places(run, other), paths))
                .toList();
    }

    /** The others that were sent back and may land yet. */
    private static List<FeatureId> holders(RunRecord run, FeatureId id) {
        return Progress.ahead(run).stream()
                .filter(other -> !other.equals(id))
                .filter(other -> !places(run, other).isEmpty())
                .filter(other -> !LeftOut.hasFailed(run, other) && !Awaited.waits(run, other))
                .toList();
    }

    private static Set<String> placesOf(Optional<FeatureRun> feature) {
        Set<String> places = new HashSet<>();
        feature.flatMap(FeatureRun::sentBack).ifPresent(back -> {
            places.addAll(back.held());
            back.files().stream().map(ConflictedFile::path).forEach(places::add);
            back.integrity().stream()
                    .filter(IntegrityFinding::stops)
                    .flatMap(finding -> finding.conflict().stream())
                    .flatMap(RightOfWay::objects)
                    .forEach(places::add);
        });
        return places;
    }

    /** No path is called so. Of two that fail together nobody may know on what: those that met the same feature go one after the other. */
    private static Stream<String> objects(SchemaConflict conflict) {
        return conflict.objects().isEmpty()
                ? conflict.with().stream().map(met -> "//feature " + met)
                : conflict.objects().stream().map(object -> "//object " + object);
    }
}
