package dev.coord.core.graph;

import dev.coord.core.ints.IntAdjacency;

/**
 * What is known of each feature beforehand, in little more time than it takes to read the graph, and answers most questions at
 * once. Features are told by their place in a topological order. Immutable.
 */
final class ReachabilityLabels {

    /** What labels say of two places. */
    enum Answer {
        JOINED,
        SEPARATE,
        OPEN
    }

    private final int[] places;
    private final DependencyEdges edges;
    private final DepthFirstIntervals intervals;
    private final DepthFirstIntervals mirrored;
    private final Landmarks landmarks;

    ReachabilityLabels(DependencyGraph graph) {
        int[] order = graph.order();
        places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        edges = moved(graph.edges().dependents(), places);
        intervals = new DepthFirstIntervals(edges, /* mirrored= */ false);
        mirrored = new DepthFirstIntervals(edges, /* mirrored= */ true);
        landmarks = new Landmarks(edges);
    }

    int place(int feature) {
        return places[feature];
    }

    /** The dependencies between places. */
    DependencyEdges edges() {
        return edges;
    }

    /** Whether a path leads from a place to a later one. */
    Answer between(int from, int to) {
        if (intervals.separate(from, to) || mirrored.separate(from, to)) {
            return Answer.SEPARATE;
        }
        boolean joined = landmarks.join(from, to) || intervals.join(from, to) || mirrored.join(from, to);
        return joined ? Answer.JOINED : Answer.OPEN;
    }

    private static DependencyEdges moved(IntAdjacency dependents, int[] places) {
        int[] from = new int[dependents.total()];
        int[] to = new int[dependents.total()];
        for (int feature = 0; feature < places.length; feature++) {
            for (int at = dependents.begin(feature); at < dependents.end(feature); at++) {
                from[at] = places[feature];
                to[at] = places[dependents.item(at)];
            }
        }
        return DependencyEdges.of(places.length, from, to);
    }
}
