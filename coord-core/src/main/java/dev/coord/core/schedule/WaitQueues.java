package dev.coord.core.schedule;

import dev.coord.core.ints.IntHeap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Features that wait for a thing another one has, the most urgent of each thing first. A feature that cannot go is not
 * looked at again before what it waits for is free, and then only if it is the most urgent to wait for that. Features are
 * known by their rank.
 */
final class WaitQueues {

    private static final int NOWHERE = -1;

    private final @Nullable IntHeap[] waiting;
    private final int[] wokenFrom;

    WaitQueues(int things, int features) {
        waiting = new @Nullable IntHeap[things];
        wokenFrom = new int[features];
        Arrays.fill(wokenFrom, NOWHERE);
    }

    /** Lets a feature wait for a thing. */
    void park(int rank, int thing) {
        IntHeap heap = waiting[thing];
        if (heap == null) {
            heap = new IntHeap();
            waiting[thing] = heap;
        }
        heap.add(rank);
    }

    boolean isWaitedFor(int thing) {
        IntHeap heap = waiting[thing];
        return heap != null && !heap.isEmpty();
    }

    /** Moves the most urgent that waits for a thing to those that may go. */
    void wake(int thing, IntHeap candidates) {
        IntHeap heap = waiting[thing];
        if (heap != null && !heap.isEmpty()) {
            int rank = heap.remove();
            wokenFrom[rank] = thing;
            candidates.add(rank);
        }
    }

    /** A feature that was woken cannot go, for another reason: the next that waits for the same thing may. */
    void passOn(int rank, int blocked, IntHeap candidates) {
        int thing = wokenFrom[rank];
        wokenFrom[rank] = NOWHERE;
        if (thing != NOWHERE && thing != blocked) {
            wake(thing, candidates);
        }
    }
}
