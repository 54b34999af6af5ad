package dev.coord.core.graph;

import dev.coord.core.graph.ReachabilityLabels.Answer;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntStack;

/**
 * Searches for a path from both ends at once, between the places of the two and only where labels do not say that it is in vain.
 * Not safe for several threads.
 */
final class ReachabilitySearch {

    private final ReachabilityLabels labels;
    private final int[] reached;
    private final int[] reaching;
    private final IntStack ahead = new IntStack();
    private final IntStack back = new IntStack();
    private int search;
    private int steps;

    ReachabilitySearch(ReachabilityLabels labels) {
        this.labels = labels;
        int size = labels.edges().dependents().things();
        this.reached = new int[size];
        this.reaching = new int[size];
    }

    /** How many edges the latest search looked at. */
    int steps() {
        return steps;
    }

    /** Open only where more edges would have to be looked at. */
    Answer between(int from, int to, long most) {
        search++;
        steps = 0;
        ahead.clear();
        back.clear();
        ahead.push(from);
        reached[from] = search;
        back.push(to);
        reaching[to] = search;
        while (!ahead.isEmpty() && !back.isEmpty()) {
            if (goAhead(to) || goBack(from)) {
                return Answer.JOINED;
            }
            if (steps > most) {
                return Answer.OPEN;
            }
        }
        return Answer.SEPARATE;
    }

    private boolean goAhead(int to) {
        IntAdjacency dependents = labels.edges().dependents();
        int place = ahead.pop();
        for (int at = dependents.begin(place); at < dependents.end(place) && dependents.item(at) <= to; at++) {
            steps++;
            int next = dependents.item(at);
            if (reaching[next] == search) {
                return true;
            }
            if (reached[next] != search) {
                reached[next] = search;
                Answer answer = labels.between(next, to);
                if (answer == Answer.JOINED) {
                    return true;
                }
                if (answer == Answer.OPEN) {
                    ahead.push(next);
                }
            }
        }
        return false;
    }

    private boolean goBack(int from) {
        IntAdjacency prerequisites = labels.edges().prerequisites();
        int place = back.pop();
        for (int at = prerequisites.end(place) - 1;
                at >= prerequisites.begin(place) && prerequisites.item(at) >= from;
                at--) {
            steps++;
            int next = prerequisites.item(at);
            if (reached[next] == search) {
                return true;
            }
            if (reaching[next] != search) {
                reaching[next] = search;
                Answer answer = labels.between(from, next);
                if (answer == Answer.JOINED) {
                    return true;
                }
                if (answer == Answer.OPEN) {
                    back.push(next);
                }
            }
        }
        return false;
    }
}
