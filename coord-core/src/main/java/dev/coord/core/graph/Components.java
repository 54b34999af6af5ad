package dev.coord.core.graph;

import java.util.Arrays;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * Which features lie on a circle together. What lies before or behind every circle is peeled off first, so that the
 * library's graph is only made of what may lie on one: of nothing, for a plan that has none.
 */
public final class Components {

    /** Marks a feature that lies on no circle. */
    public static final int ALONE = -1;

    private Components() {}

    /** For each feature the number of its strong component, or {@link #ALONE}. */
    public static int[] of(DependencyEdges edges) {
        boolean[] outside = outside(edges);
        int[] component = new int[outside.length];
        Arrays.fill(component, ALONE);
        int number = 0;
        // Kosaraju: JGraphT's other inspectors recurse and overflow the stack on a chain of 10,000
        for (Set<Integer> members :
                new KosarajuStrongConnectivityInspector<>(graph(edges, outside)).stronglyConnectedSets()) {
            if (members.size() > 1) {
                for (int member : members) {
                    component[member] = number;
                }
                number++;
            }
        }
        return component;
    }

    private static boolean[] outside(DependencyEdges edges) {
        boolean[] outside = new boolean[edges.dependents().things()];
        for (int node : edges.order()) {
            outside[node] = true;
        }
        for (int node : edges.reversed().order()) {
            outside[node] = true;
        }
        return outside;
    }

    private static Graph<Integer, DefaultEdge> graph(DependencyEdges edges, boolean[] outside) {
        Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int node = 0; node < outside.length; node++) {
            if (!outside[node]) {
                graph.addVertex(node);
            }
        }
        for (int node : graph.vertexSet()) {
            for (int dependent : edges.dependents().of(node)) {
                if (!outside[dependent]) {
                    graph.addEdge(node, dependent);
                }
            }
        }
        return graph;
    }
}
