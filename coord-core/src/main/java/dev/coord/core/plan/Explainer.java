package dev.coord.core.plan;

import dev.coord.FeatureId;
import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.plan.Explanation;
import dev.coord.plan.Explanation.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why features stand in their waves: what in the wave before keeps each out of it. */
final class Explainer {

    private final WavePlan plan;
    private final IntAdjacency prerequisites;

    Explainer(WavePlan plan) {
        this.plan = plan;
        this.prerequisites = plan.work().graph().edges().prerequisites();
    }

    Explanation explain(int feature) {
        List<Cause> chain = new ArrayList<>();
        int last = feature;
        while (plan.waveOf(last) > 0) {
            Cause binding = causes(last).get(0);
            chain.add(binding);
            last = plan.work().graph().number(binding.earlier());
        }
        Collections.reverse(chain);
        int alone = 0;
        for (int before : prerequisites.of(feature)) {
            alone = Math.max(alone, plan.waveOf(before) + 1);
        }
        return new Explanation(id(feature), plan.waveOf(feature), causes(feature), chain, alone);
    }

    /** Prerequisites of the wave before, then rivals of the wave before, each by id. */
    private List<Cause> causes(int feature) {
        int before = plan.waveOf(feature) - 1;
        List<Cause> causes = new ArrayList<>();
        for (int prerequisite : prerequisites.of(feature)) {
            if (plan.waveOf(prerequisite) == before) {
                causes.add(new Explanation.Prerequisite(id(prerequisite), id(feature)));
            }
        }
        MutexResources exclusive = plan.exclusive();
        for (int kind = 0; kind < exclusive.kinds().size(); kind++) {
            int wanted = kind;
            rivals(feature, kind, before)
                    .forEach((rival, subjects) -> causes.add(new Explanation.Contention(
                            id(rival),
                            id(feature),
                            exclusive.kinds().get(wanted).type(),
                            List.copyOf(subjects))));
        }
        return causes;
    }

    private SortedMap<Integer, SortedSet<String>> rivals(int feature, int kind, int wave) {
        MutexResources exclusive = plan.exclusive();
        SortedMap<Integer, SortedSet<String>> rivals = new TreeMap<>();
        for (int thing : exclusive.ofFeature().of(feature)) {
            if (exclusive.kind()[thing] == kind) {
                collect(thing, thing, feature, wave, rivals);
                for (int other : exclusive.overlaps().of(thing)) {
                    collect(thing, other, feature, wave, rivals);
                }
            }
        }
        return rivals;
    }

    private void collect(int own, int used, int feature, int wave, SortedMap<Integer, SortedSet<String>> rivals) {
        MutexResources exclusive = plan.exclusive();
        for (int rival : exclusive.ofThing().of(used)) {
            if (rival != feature && plan.waveOf(rival) == wave) {
                SortedSet<String> subjects = rivals.computeIfAbsent(rival, id -> new TreeSet<>());
                subjects.add(exclusive.name(own));
                subjects.add(exclusive.name(used));
            }
        }
    }

    private FeatureId id(int feature) {
        return plan.index().ids().get(feature);
    }
}
