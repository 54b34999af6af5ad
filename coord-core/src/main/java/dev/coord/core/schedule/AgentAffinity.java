package dev.coord.core.schedule;

import dev.coord.core.conflict.Uses;
import dev.coord.core.ints.IntAdjacency;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which agent worked on which path last, so that agents stay on files they know where that costs nothing. Agents are
 * numbered from 0.
 */
final class AgentAffinity {

    private static final int NOBODY = -1;

    private final IntAdjacency writes;
    private final int[] lastWriter;

    AgentAffinity(Uses writers) {
        writes = writers.ofFeature();
        lastWriter = new int[writers.ofName().things()];
        Arrays.fill(lastWriter, NOBODY);
    }

    /** The agent that knows most of the paths a feature writes among those that may be had, else another one. */
    int choose(int feature, IntPredicate mayBeHad, int other) {
        int chosen = NOBODY;
        int most = 0;
        for (int at = writes.begin(feature); at < writes.end(feature); at++) {
            int writer = lastWriter[writes.item(at)];
            if (writer != NOBODY && writer != chosen && mayBeHad.test(writer)) {
                int paths = known(feature, writer);
                if (paths > most || (paths == most && writer < chosen)) {
                    chosen = writer;
                    most = paths;
                }
            }
        }
        return chosen == NOBODY ? other : chosen;
    }

    private int known(int feature, int writer) {
        int paths = 0;
        for (int at = writes.begin(feature); at < writes.end(feature); at++) {
            paths += lastWriter[writes.item(at)] == writer ? 1 : 0;
        }
        return paths;
    }

    void worksOn(int agent, int feature) {
        for (int at = writes.begin(feature); at < writes.end(feature); at++) {
            lastWriter[writes.item(at)] = agent;
        }
    }
}
