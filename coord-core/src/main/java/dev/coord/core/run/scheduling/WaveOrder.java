package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.plan.Wave;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The waves of a run that have not landed, in another order. What has landed stays as it is, and the numbers go on from it: each
 * wave that lands has a number of its own.
 */
final class WaveOrder {

    private WaveOrder() {}

    /** These features become the current wave; what is left comes after it. */
    static RunRecord first(RunRecord run, List<FeatureId> features) {
        List<List<FeatureId>> order = new ArrayList<>();
        order.add(features);
        order.addAll(without(run, features));
        return numbered(run, order);
    }

    /** What of the current wave is in none of these groups stays, and they become waves of their own directly after it. */
    static RunRecord afterCurrent(RunRecord run, List<List<FeatureId>> groups) {
        List<FeatureId> moved = groups.stream().flatMap(List::stream).toList();
        if (moved.isEmpty()) {
            return run;
        }
        List<List<FeatureId>> order = new ArrayList<>(without(run, moved));
        boolean currentStays = Progress.wave(run).stream().anyMatch(id -> !moved.contains(id));
        order.addAll(currentStays ? 1 : 0, groups);
        return numbered(run, order);
    }

    /** These features, in the order of the plan, come after everything else. */
    static RunRecord last(RunRecord run, List<FeatureId> features) {
        List<List<FeatureId>> order = without(run, features);
        if (!features.isEmpty()) {
            order.add(features);
        }
        return numbered(run, order);
    }

    /**
     * A feature comes into the first wave with, or before which, there is one of each of these groups, as its last; what needs it and is not
     * after that becomes waves of its own directly after it. Of a group that is nowhere it waits in its place.
     */
    static RunRecord joined(
            RunRecord run, FeatureId id, List<List<FeatureId>> groups, Collection<FeatureId> dependents) {
        List<List<FeatureId>> waves = without(run, List.of());
        int to = groups.stream().mapToInt(group -> first(waves, group)).max().orElse(0);
        List<List<FeatureId>> order = new ArrayList<>();
        List<List<FeatureId>> after = new ArrayList<>();
        for (int i = 0; i < waves.size(); i++) {
            boolean isUpToIt = i <= to;
            List<FeatureId> left = new ArrayList<>(waves.get(i));
            left.removeIf(one -> isUpToIt && (one.equals(id) || dependents.contains(one)));
            List<FeatureId> moved = waves.get(i).stream()
                    .filter(one -> isUpToIt && dependents.contains(one))
                    .toList();
            if (i == to) {
                left.add(id);
            }
            order.add(left);
            after.add(moved);
            if (i == to) {
                order.addAll(after);
            }
        }
        order.removeIf(List::isEmpty);
        return numbered(run, order);
    }

    private static int first(List<List<FeatureId>> waves, List<FeatureId> group) {
        for (int i = 0; i < waves.size(); i++) {
            if (!Collections.disjoint(waves.get(i), group)) {
                return i;
            }
        }
        return 0;
    }

    private static List<List<FeatureId>> without(RunRecord run, Collection<FeatureId> features) {
        List<List<FeatureId>> rest = new ArrayList<>();
        for (Wave wave : run.waves().subList(run.wave(), run.waves().size())) {
            List<FeatureId> left = wave.features().stream()
                    .filter(id -> !features.contains(id))
                    .toList();
            if (!left.isEmpty()) {
                rest.add(left);
            }
        }
        return rest;
    }

    private static RunRecord numbered(RunRecord run, List<List<FeatureId>> order) {
        List<Wave> waves = new ArrayList<>(run.waves().subList(0, run.wave()));
        int number = run.waves().get(run.wave()).number();
        for (List<FeatureId> features : order) {
            waves.add(new Wave(number, features, List.of()));
            number++;
        }
        return run.with(waves);
    }
}
