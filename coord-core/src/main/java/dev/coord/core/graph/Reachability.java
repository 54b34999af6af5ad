package dev.coord.core.graph;

import dev.coord.core.graph.ReachabilityLabels.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Which features a dependency path joins, for many questions asked in the order of their first feature. Labels that are made
 * once answer most of them, and a search from both ends those that they leave open. A feature that is asked about often has
 * its neighbourhood marked. Where searches would take longer than sweeps, a sweep answers for a block of features at once, so
 * that no graph costs more than it would by sweeps alone. Not safe for several threads.
 */
public final class Reachability {

    /** Questions about one feature from which on its neighbourhood is worth a walk. */
    private static final int MANY = 8;

    private static final int NONE = -1;

    private static final int STEPS_FOR_A_FEATURE = 8;

    private final DependencyGraph graph;
    private final long most;
    private final ReachabilitySweep sweep;
    private final Neighbourhood neighbourhood;
    private @Nullable ReachabilityLabels labels;
    private @Nullable ReachabilitySearch search;
    private int asked = NONE;
    private int questions;
    private int marked = NONE;
    private int block = NONE;
    private long left;

    public Reachability(DependencyGraph graph) {
        this(graph, (long) STEPS_FOR_A_FEATURE * graph.size());
    }

    /** Sweeps once searches have looked at so many dependencies for a block. */
    public Reachability(DependencyGraph graph, long most) {
        this.graph = graph;
        this.most = most;
        this.sweep = new ReachabilitySweep(graph);
        this.neighbourhood = new Neighbourhood(graph);
    }

    public boolean ordered(int one, int other) {
        return marked == one ? neighbourhood.has(other) : orderedUnmarked(one, other);
    }

    private boolean orderedUnmarked(int one, int other) {
        questions = asked == one ? questions + 1 : 1;
        asked = one;
        if (questions == MANY) {
            marked = neighbourhood.mark(one) ? one : NONE;
            if (marked == one) {
                return neighbourhood.has(other);
            }
        }
        if (sweep.knows(one)) {
            return sweep.ordered(one, other);
        }
        Answer answer = answer(one, other);
        return answer == Answer.OPEN ? sweep.ordered(one, other) : answer == Answer.JOINED;
    }

    /** Open where it would take too long to find out. */
    private Answer answer(int one, int other) {
        if (labels == null || search == null) {
            labels = new ReachabilityLabels(graph);
            search = new ReachabilitySearch(labels);
        }
        int from = Math.min(labels.place(one), labels.place(other));
        int to = Math.max(labels.place(one), labels.place(other));
        Answer known = labels.between(from, to);
        if (known != Answer.OPEN) {
            return known;
        }
        if (block != ReachabilitySweep.blockOf(one)) {
            block = ReachabilitySweep.blockOf(one);
            left = most;
        }
        Answer found = search.between(from, to, left);
        left -= search.steps();
        return found;
    }
}
