package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What finished work waits for, since others are to bring what it needs: it is merged with the first of them that has finished, or
 * after it. Work that waits holds nobody up. Specification 6.1.
 */
public final class Awaited {

    private Awaited() {}

    /**
     * For each thing that finished work lacks, the features of which one has to be there; nothing once one of them has landed, and of what
     * is being merged, since it is looked at anew.
     */
    static List<List<FeatureId>> of(RunRecord run, FeatureId id) {
        if (Phases.isIntegrating(run.phase()) && Progress.wave(run).contains(id)) {
            return List.of();
        }
        return findings(run, id)
                .filter(IntegrityFinding::stops)
                .map(Awaited::by)
                .filter(by -> !by.isEmpty() && by.stream().noneMatch(one -> Progress.hasLanded(run, one)))
                .distinct()
                .toList();
    }

    /** Whether it waits for anything. */
    static boolean waits(RunRecord run, FeatureId id) {
        return !of(run, id).isEmpty();
    }

    /** Whether work needs others for it, be they there by now or not. */
    public static boolean isNeed(IntegrityFinding finding) {
        return !by(finding).isEmpty() && (finding.stops() || finding.weight() == Weight.NOTE);
    }

    /** Those that finished work was found to need since it was made. */
    public static List<FeatureId> needs(RunRecord run, FeatureId id) {
        return findings(run, id)
                .filter(Awaited::isNeed)
                .flatMap(finding -> by(finding).stream())
                .distinct()
                .toList();
    }

    /** Whether finished work was found to need the other feature, maybe through others. */
    public static boolean needs(RunRecord run, FeatureId id, FeatureId other) {
        Set<FeatureId> all = new HashSet<>();
        addNeeds(run, id, all);
        return all.contains(other);
    }

    private static void addNeeds(RunRecord run, FeatureId id, Set<FeatureId> all) {
        needs(run, id).stream().filter(all::add).forEach(one -> addNeeds(run, one, all));
    }

    private static Stream<IntegrityFinding> findings(RunRecord run, FeatureId id) {
        return Optional.ofNullable(run.features().get(id))
                .filter(feature -> feature.phase() instanceof FeaturePhase.Finished)
                .flatMap(FeatureRun::proof)
                .stream()
                .flatMap(proof -> proof.integrity().stream());
    }

    private static List<FeatureId> by(IntegrityFinding finding) {
        return finding.missing().map(Missing::by).orElse(List.of());
    }

    /** Those of these that may be merged together: what one of them waits for is among them. It comes before. */
    static List<FeatureId> together(RunRecord run, Collection<FeatureId> features) {
        Set<FeatureId> left = new LinkedHashSet<>(features);
        while (left.removeIf(
                id -> of(run, id).stream().anyMatch(by -> by.stream().noneMatch(left::contains)))) {
            // until nothing is taken out any more
        }
        return inOrder(run, left);
    }

    /** Each after what it waits for. */
    static List<FeatureId> inOrder(RunRecord run, Collection<FeatureId> features) {
        Set<FeatureId> order = new LinkedHashSet<>();
        Set<FeatureId> seen = new HashSet<>();
        features.forEach(id -> append(run, features, id, seen, order));
        return List.copyOf(order);
    }

    private static void append(
            RunRecord run, Collection<FeatureId> features, FeatureId id, Set<FeatureId> seen, Set<FeatureId> order) {
        if (seen.add(id)) { // otherwise they wait for each other
            of(run, id).stream()
                    .flatMap(List::stream)
                    .filter(features::contains)
                    .forEach(one -> append(run, features, one, seen, order));
            order.add(id);
        }
    }
}
