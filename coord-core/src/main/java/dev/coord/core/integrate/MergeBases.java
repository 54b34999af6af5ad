package dev.coord.core.integrate;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From which commits two sides began: what git calls their merge bases. Not safe for use by several threads. */
public final class MergeBases {

    private final List<CommitId> commits;
    private final Map<CommitId, Integer> places = new HashMap<>();
    private final CommitGraph graph;
    private final Map<Set<CommitId>, BitSet> known = new HashMap<>();

    /**
     * Takes the part of the history to look in.
     *
     * @param graph all that any of the sides contains and not all of them do, and what is just below
     */
    public MergeBases(CommitGraph graph) {
        this.graph = graph;
        this.commits = new ArrayList<>(graph.parents().keySet());
        commits.forEach(commit -> places.put(commit, places.size()));
    }

    /**
     * Looks for the latest commits that both sides contain.
     *
     * @param one the commits that the one side is made on
     * @param other those of the other side
     * @return none of them contains another one; empty where they have nothing in common
     */
    public List<CommitId> of(Collection<CommitId> one, Collection<CommitId> other) {
        BitSet common = (BitSet) contained(one).clone();
        common.and(contained(other));
        List<CommitId> latest = new ArrayList<>();
        for (int at = common.nextSetBit(0); at >= 0; at = common.nextSetBit(0)) {
            CommitId commit = commits.get(at);
            latest.add(commit);
            common.andNot(contained(Set.of(commit)));
        }
        return latest;
    }

    /** Every commit comes before its parents. */
    private BitSet contained(Collection<CommitId> tips) {
        return known.computeIfAbsent(new TreeSet<>(tips), wanted -> {
            BitSet found = new BitSet(commits.size());
            wanted.forEach(tip -> set(found, tip));
            for (int at = found.nextSetBit(0); at >= 0; at = found.nextSetBit(at + 1)) {
                graph.parents().getOrDefault(commits.get(at), List.of()).forEach(parent -> set(found, parent));
            }
            return found;
        });
    }

    private void set(BitSet found, CommitId commit) {
        Integer place = places.get(commit);
        if (place != null) {
            found.set(place);
        }
    }
}
