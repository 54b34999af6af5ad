package dev.coord.core.integrate;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of the history that has, with any two of its commits, every commit between them. Immutable.
 *
 * @param parents of each commit, every commit before its parents; those that are not in this part are named all the same
 */
public record CommitGraph(Map<CommitId, List<CommitId>> parents) {

    /** Copies the map. */
    public CommitGraph {
        parents = Collections.unmodifiableMap(new LinkedHashMap<>(parents));
    }

    /**
     * Looks for some commits below all others, once for all of them.
     *
     * @param sought the commits
     * @return what can be asked
     */
    public Ancestry ancestryOf(Collection<CommitId> sought) {
        Map<CommitId, Integer> places = new HashMap<>();
        Set<CommitId> known = new LinkedHashSet<>(sought);
        known.retainAll(parents.keySet());
        known.forEach(commit -> places.put(commit, places.size()));
        List<CommitId> parentsFirst = new ArrayList<>(parents.keySet());
        Collections.reverse(parentsFirst);
        Map<CommitId, BitSet> below = new HashMap<>();
        for (CommitId commit : parentsFirst) {
            BitSet found = new BitSet(places.size());
            for (CommitId parent : parents.getOrDefault(commit, List.of())) {
                found.or(below.getOrDefault(parent, new BitSet()));
            }
            Integer own = places.get(commit);
            if (own != null) {
                found.set(own);
            }
            below.put(commit, found);
        }
        return (ancestor, descendant) -> {
            Integer place = places.get(ancestor);
            BitSet found = below.get(descendant);
            return place != null && found != null && found.get(place);
        };
    }

    /**
     * Whether this part has a commit.
     *
     * @param commit the commit
     * @return true if so
     */
    public boolean contains(CommitId commit) {
        return parents.containsKey(commit);
    }

    /** Which commits contain which. */
    @FunctionalInterface
    public interface Ancestry {

        /**
         * Whether a commit contains one that was sought.
         *
         * @param ancestor one that was sought
         * @param descendant any commit of the graph
         * @return true if so, and of a commit itself; false where one of them is not in the graph
         */
        boolean isAncestor(CommitId ancestor, CommitId descendant);
    }
}
