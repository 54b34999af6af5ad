package dev.coord.core.plan;

import dev.coord.FeatureId;
import dev.coord.core.conflict.MutexResources;
import dev.coord.core.graph.Reachability;
import dev.coord.core.path.PathOverlaps;
import dev.coord.plan.Explanation.Contention;
import dev.coord.plan.Plan;
import dev.coord.state.ConflictEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan serializes: for each contended thing only who comes next after whom, from which the rest follows, so that a
 * file that thousands write does not make millions. What a dependency orders already is left out. Specification 5.2,
 * reading 13.
 */
public final class Serializations {

    private final WavePlan plan;
    private final SortedMap<Turn, SortedSet<String>> turns = new TreeMap<>();

    private Serializations(WavePlan plan) {
        this.plan = plan;
    }

    /**
     * One entry for the conflict log for each serialization that only the plan makes.
     *
     * @param plan the plan
     * @param at time of the entries
     * @return the entries, sorted by feature; the feature that goes first is named first
     */
    public static List<ConflictEntry> entries(Plan plan, Instant at) {
        return plan.serializations().stream()
                .map(turn -> new ConflictEntry(
                        at,
                        turn.type(),
                        List.of(turn.earlier(), turn.later()),
                        turn.subjects(),
                        "Serialize " + turn.later() + " after " + turn.earlier()))
                .toList();
    }

    static List<Contention> of(WavePlan plan) {
        Serializations serializations = new Serializations(plan);
        for (int thing = 0; thing < plan.exclusive().things(); thing++) {
            serializations.collect(thing);
        }
        return serializations.unordered();
    }

    private void collect(int thing) {
        MutexResources exclusive = plan.exclusive();
        List<Claim> claims = new ArrayList<>();
        for (int user : exclusive.ofThing().of(thing)) {
            claims.add(new Claim(plan.waveOf(user), user, thing));
        }
        for (int other : exclusive.overlaps().of(thing)) {
            if (PathOverlaps.isToldAt(exclusive.overlaps(), thing, other)) {
                for (int user : exclusive.ofThing().of(other)) {
                    claims.add(new Claim(plan.waveOf(user), user, other));
                }
            }
        }
        claims.sort(Comparator.comparingInt(Claim::wave).thenComparingInt(Claim::feature));
        List<Claim> since = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim.thing() == thing) {
                since.forEach(before -> add(before, claim));
                since.clear();
                since.add(claim);
            } else {
                if (!since.isEmpty() && since.get(0).thing() == thing) {
                    add(since.get(0), claim);
                }
                since.add(claim);
            }
        }
    }

    private void add(Claim before, Claim after) {
        if (before.wave() < after.wave()) {
            int kind = plan.exclusive().kind()[after.thing()];
            SortedSet<String> subjects =
                    turns.computeIfAbsent(new Turn(before.feature(), after.feature(), kind), turn -> new TreeSet<>());
            subjects.add(plan.exclusive().name(before.thing()));
            subjects.add(plan.exclusive().name(after.thing()));
        }
    }

    private List<Contention> unordered() {
        Reachability reachability = new Reachability(plan.work().graph());
        List<FeatureId> ids = plan.index().ids();
        List<Contention> unordered = new ArrayList<>();
        turns.forEach((turn, subjects) -> {
            if (!reachability.ordered(turn.earlier(), turn.later())) {
                unordered.add(new Contention(
                        ids.get(turn.earlier()),
                        ids.get(turn.later()),
                        plan.exclusive().kinds().get(turn.kind()).type(),
                        List.copyOf(subjects)));
            }
        });
        return List.copyOf(unordered);
    }

    /** A feature needs a thing in its wave. */
    private record Claim(int wave, int feature, int thing) {}

    private record Turn(int earlier, int later, int kind) implements Comparable<Turn> {

        @Override
        public int compareTo(Turn other) {
            return Arrays.compare(new int[] {earlier, later, kind}, new int[] {other.earlier, other.later, other.kind});
        }
    }
}
