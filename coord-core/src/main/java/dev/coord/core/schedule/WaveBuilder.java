package dev.coord.core.schedule;

import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntHeap;
import dev.coord.core.ints.IntList;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fills wave after wave with what may run, the most urgent first. Among several starts the fewest waves are kept, then the
 * shortest makespan with an agent for every feature, then the earliest urgent features; the first of equals. Small inputs
 * are started many times with perturbed urgencies, large ones once for each order that means something.
 */
public final class WaveBuilder {

    private static final int SMALL = 400;
    private static final int FEWEST_STARTS = 40;
    private static final int MOST_STARTS = 1_000;
    private static final int EFFORT = 40_000;

    private final PlanInput work;
    private final MutexResources exclusive;
    private final int atLeast;

    private WaveBuilder(PlanInput work, MutexResources exclusive) {
        this.work = work;
        this.exclusive = exclusive;
        this.atLeast = (int) LowerBound.of(work.steps(), exclusive, work.ones()).least();
    }

    /** For each feature the number of its wave. */
    public static int[] waves(PlanInput work, MutexResources exclusive) {
        return new WaveBuilder(work, exclusive).best();
    }

    /** For each feature its wave, where the first of the ranked goes first wherever it can. */
    static int[] filled(PlanInput work, MutexResources exclusive, int[] ranked) {
        return new WaveBuilder(work, exclusive).fill(ranked);
    }

    private int[] best() {
        double[] byCount = Urgency.of(work.steps().tails(), exclusive, work.ones());
        Filled best = tried(Urgency.ranked(byCount, work.priorities()));
        if (work.hasEstimates()) {
            double[] byTime = Urgency.of(work.times().tails(), exclusive, work.estimates());
            best = best.orBetter(tried(Urgency.ranked(byTime, work.priorities())));
        }
        if (work.hasPriorities()) {
            best = best.orBetter(tried(Urgency.rankedByPriority(byCount, work.priorities())));
        }
        int starts = work.size() > SMALL
                ? 0
                : Math.max(FEWEST_STARTS, Math.min(MOST_STARTS, EFFORT / Math.max(1, work.size())));
        boolean plain = !work.hasEstimates() && !work.hasPriorities();
        for (int start = 0; start < starts && !(plain && best.waves() == atLeast); start++) {
            best = best.orBetter(tried(Urgency.ranked(Urgency.perturbed(byCount, start), work.priorities())));
        }
        return best.wave();
    }

    private Filled tried(int[] ranked) {
        int[] wave = fill(ranked);
        int waves = Arrays.stream(wave).max().orElse(-1) + 1;
        long[] longest = new long[waves];
        double delay = 0;
        for (int feature = 0; feature < wave.length; feature++) {
            longest[wave[feature]] = Math.max(longest[wave[feature]], work.estimates()[feature]);
            delay += (double) work.priorities()[feature] * wave[feature];
        }
        return new Filled(wave, waves, Arrays.stream(longest).sum(), delay);
    }

    private int[] fill(int[] ranked) {
        IntAdjacency dependents = work.graph().edges().dependents();
        int[] missing = IntStream.range(0, work.size())
                .map(feature -> work.graph().edges().prerequisites().count(feature))
                .toArray();
        int[] rank = new int[ranked.length];
        IntHeap candidates = new IntHeap();
        for (int i = 0; i < ranked.length; i++) {
            rank[ranked[i]] = i;
            if (missing[ranked[i]] == 0) {
                candidates.add(i);
            }
        }
        int[] wave = new int[ranked.length];
        Taking taking = new Taking(exclusive, ranked);
        for (int current = 0; !candidates.isEmpty(); current++) {
            for (int done : taking.wave(current, candidates)) {
                wave[done] = current;
                for (int at = dependents.begin(done); at < dependents.end(done); at++) {
                    if (--missing[dependents.item(at)] == 0) {
                        candidates.add(rank[dependents.item(at)]);
                    }
                }
            }
            taking.wakeTheNext(candidates);
        }
        return wave;
    }

    /** Takes features into one wave after the other. */
    private static final class Taking {

        private final MutexResources exclusive;
        private final int[] ranked;
        private final WaitQueues parking;
        private final int[] takenIn;
        private final boolean[] isNoted;
        private IntList waitedFor = new IntList();
        private IntList spare = new IntList();

        Taking(MutexResources exclusive, int[] ranked) {
            this.exclusive = exclusive;
            this.ranked = ranked;
            this.parking = new WaitQueues(exclusive.things(), ranked.length);
            this.takenIn = new int[exclusive.things()];
            this.isNoted = new boolean[exclusive.things()];
            Arrays.fill(takenIn, -1);
        }

        /** Those of the candidates that fit into the wave; the others wait for what they miss. */
        int[] wave(int current, IntHeap candidates) {
            IntList taken = new IntList();
            while (!candidates.isEmpty()) {
                int rank = candidates.remove();
                int feature = ranked[rank];
                int missed = missed(feature, current);
                if (missed < 0) {
                    take(feature, current);
                    taken.add(feature);
                } else {
                    parking.park(rank, missed);
                    note(missed);
                    parking.passOn(rank, missed, candidates);
                }
            }
            return taken.toArray();
        }

        void wakeTheNext(IntHeap candidates) {
            IntList things = waitedFor;
            waitedFor = spare;
            spare = things;
            for (int i = 0; i < things.size(); i++) {
                int thing = things.get(i);
                isNoted[thing] = false;
                parking.wake(thing, candidates);
                if (parking.isWaitedFor(thing)) {
                    note(thing);
                }
            }
            things.clear();
        }

        private void note(int thing) {
            if (!isNoted[thing]) {
                isNoted[thing] = true;
                waitedFor.add(thing);
            }
        }

        private int missed(int feature, int current) {
            IntAdjacency needs = exclusive.ofFeature();
            for (int at = needs.begin(feature); at < needs.end(feature); at++) {
                if (takenIn[needs.item(at)] == current) {
                    return needs.item(at);
                }
            }
            return -1;
        }

        private void take(int feature, int current) {
            IntAdjacency needs = exclusive.ofFeature();
            IntAdjacency overlaps = exclusive.overlaps();
            for (int at = needs.begin(feature); at < needs.end(feature); at++) {
                int thing = needs.item(at);
                takenIn[thing] = current;
                for (int over = overlaps.begin(thing); over < overlaps.end(thing); over++) {
                    takenIn[overlaps.item(over)] = current;
                }
            }
        }
    }

    /** A result and what it is worth. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here only
    private record Filled(int[] wave, int waves, long makespan, double delay) {

        Filled orBetter(Filled other) {
            int worse = Integer.compare(waves, other.waves);
            worse = worse != 0 ? worse : Long.compare(makespan, other.makespan);
            worse = worse != 0 ? worse : Double.compare(delay, other.delay);
            return worse > 0 ? other : this;
        }
    }
}
