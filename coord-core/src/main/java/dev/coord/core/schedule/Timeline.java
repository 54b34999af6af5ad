package dev.coord.core.schedule;

import dev.coord.core.conflict.MutexResources;
import dev.coord.core.conflict.Uses;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntHeap;
import dev.coord.core.ints.IntList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Who does which feature when, by the estimates. Times are milliseconds from the beginning, agents numbered from 0.
 *
 * @param agent for each feature who does it
 * @param start for each feature when it begins
 * @param makespan when the last one ends
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
public record Timeline(int[] agent, long[] start, long makespan) {

    /**
     * Wave by wave: the longest feature of a wave first, to the agent with least to do, and among several such to the one
     * that knows its files.
     */
    public static Timeline ofWaves(PlanInput work, IntAdjacency waves, Uses writers, int agents) {
        Timeline timeline = new Timeline(new int[work.size()], new long[work.size()], 0);
        AgentAffinity crew = new AgentAffinity(writers);
        long end = 0;
        for (int wave = 0; wave < waves.things(); wave++) {
            int[] features = waves.of(wave);
            if (work.hasEstimates()) {
                features = longestFirst(features, work.estimates());
            }
            end += timeline.balance(features, end, work, crew, agents);
        }
        return new Timeline(timeline.agent, timeline.start, end);
    }

    private static int[] longestFirst(int[] features, long[] estimates) {
        return Arrays.stream(features)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(feature -> -estimates[feature])
                        .thenComparing(feature -> feature))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How long the wave takes. */
    private long balance(int[] features, long begin, PlanInput work, AgentAffinity crew, int agents) {
        long[] load = new long[Math.min(agents, work.size())];
        PriorityQueue<Loaded> least = new PriorityQueue<>();
        for (int number = 0; number < Math.min(load.length, features.length); number++) {
            least.add(new Loaded(0, number));
        }
        long longest = 0;
        for (int feature : features) {
            while (load[least.element().agent()] != least.element().load()) {
                least.remove();
            }
            long lowest = least.element().load();
            int chosen = crew.choose(
                    feature, known -> load[known] == lowest, least.element().agent());
            this.agent[feature] = chosen;
            this.start[feature] = begin + lowest;
            load[chosen] += work.estimates()[feature];
            least.add(new Loaded(load[chosen], chosen));
            longest = Math.max(longest, load[chosen]);
        }
        for (int feature : features) {
            crew.worksOn(this.agent[feature], feature);
        }
        return longest;
    }

    /** Each feature as soon as its prerequisites are done, nobody has what it needs and an agent is free. */
    public static Timeline continuous(
            PlanInput work, MutexResources exclusive, IntAdjacency waves, Uses writers, int agents) {
        return new Running(work, exclusive, waves, writers, agents).run();
    }

    private record Loaded(long load, int agent) implements Comparable<Loaded> {

        @Override
        public int compareTo(Loaded other) {
            int byLoad = Long.compare(load, other.load);
            return byLoad != 0 ? byLoad : Integer.compare(agent, other.agent);
        }
    }

    private static final class Running {

        private final PlanInput work;
        private final MutexResources exclusive;
        private final int[] ranked;
        private final int[] rank;
        private final int[] missing;
        private final int[] busy;
        private final WaitQueues parking;
        private final IntHeap candidates = new IntHeap();
        private final AgentAffinity crew;
        private final BitSet free = new BitSet();
        private final Timeline timeline;
        private final PriorityQueue<Integer> running;

        Running(PlanInput work, MutexResources exclusive, IntAdjacency waves, Uses writers, int agents) {
            int size = work.size();
            this.work = work;
            this.exclusive = exclusive;
            this.ranked = waves.items();
            this.rank = new int[size];
            this.missing = new int[size];
            this.busy = new int[exclusive.things()];
            this.parking = new WaitQueues(exclusive.things(), size);
            this.crew = new AgentAffinity(writers);
            this.timeline = new Timeline(new int[size], new long[size], 0);
            this.running =
                    new PriorityQueue<>(Comparator.comparingLong(this::end).thenComparingInt(feature -> feature));
            free.set(0, Math.min(agents, size));
            for (int i = 0; i < size; i++) {
                rank[ranked[i]] = i;
                missing[ranked[i]] = work.graph().edges().prerequisites().count(ranked[i]);
                if (missing[ranked[i]] == 0) {
                    candidates.add(i);
                }
            }
        }

        Timeline run() {
            long now = 0;
            startWhatMay(now);
            while (!running.isEmpty()) {
                now = end(running.element());
                IntList freed = new IntList();
                while (!running.isEmpty() && end(running.element()) == now) {
                    finish(running.remove(), freed);
                }
                for (int thing : freed.toArray()) {
                    if (busy[thing] == 0) {
                        parking.wake(thing, candidates);
                    }
                }
                startWhatMay(now);
            }
            return new Timeline(timeline.agent, timeline.start, now);
        }

        private void startWhatMay(long now) {
            while (!free.isEmpty() && !candidates.isEmpty()) {
                int next = candidates.remove();
                int missed = missed(ranked[next]);
                if (missed < 0) {
                    start(ranked[next], now);
                } else {
                    parking.park(next, missed);
                    parking.passOn(next, missed, candidates);
                }
            }
        }

        private void start(int feature, long now) {
            int chosen = crew.choose(feature, free::get, free.nextSetBit(0));
            free.clear(chosen);
            timeline.agent[feature] = chosen;
            timeline.start[feature] = now;
            running.add(feature);
            occupy(feature, 1, new IntList());
        }

        private void finish(int feature, IntList freed) {
            int agent = timeline.agent[feature];
            free.set(agent);
            crew.worksOn(agent, feature);
            occupy(feature, -1, freed);
            IntAdjacency dependents = work.graph().edges().dependents();
            for (int at = dependents.begin(feature); at < dependents.end(feature); at++) {
                if (--missing[dependents.item(at)] == 0) {
                    candidates.add(rank[dependents.item(at)]);
                }
            }
        }

        private void occupy(int feature, int change, IntList changed) {
            IntAdjacency needs = exclusive.ofFeature();
            IntAdjacency overlaps = exclusive.overlaps();
            for (int at = needs.begin(feature); at < needs.end(feature); at++) {
                int thing = needs.item(at);
                busy[thing] += change;
                changed.add(thing);
                for (int over = overlaps.begin(thing); over < overlaps.end(thing); over++) {
                    busy[overlaps.item(over)] += change;
                    changed.add(overlaps.item(over));
                }
            }
        }

        private int missed(int feature) {
            IntAdjacency needs = exclusive.ofFeature();
            for (int at = needs.begin(feature); at < needs.end(feature); at++) {
                if (busy[needs.item(at)] > 0) {
                    return needs.item(at);
                }
            }
            return -1;
        }

        private long end(int feature) {
            return timeline.start[feature] + work.estimates()[feature];
        }
    }
}
