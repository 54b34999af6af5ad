package dev.coord.core.plan;

import dev.coord.core.conflict.Contended;
import dev.coord.core.conflict.MutexResources;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.schedule.LowerBound;
import dev.coord.core.schedule.PlanInput;
import dev.coord.core.schedule.Timeline;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.PlanCost;
import dev.coord.plan.PlanCost.LowerBounds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a plan costs, beside what any plan must. */
final class Costs {

    private Costs() {}

    static PlanCost of(WavePlan plan) {
        Timeline continuous =
                Timeline.continuous(plan.work(), plan.exclusive(), plan.byWave(), plan.writers(), plan.agents());
        return new PlanCost(
                plan.overlap(),
                plan.agents(),
                plan.work().assumed(),
                plan.byWave().things(),
                Duration.ofMillis(plan.timeline().makespan()),
                Duration.ofMillis(continuous.makespan()),
                plan.overlap() == OverlapPolicy.OPTIMISTIC ? pathsToMerge(plan) : 0,
                bounds(plan));
    }

    private static LowerBounds bounds(WavePlan plan) {
        PlanInput work = plan.work();
        MutexResources exclusive = plan.exclusive();
        LowerBound inWaves = LowerBound.of(work.steps(), exclusive, work.ones());
        LowerBound inTime = LowerBound.of(work.times(), exclusive, work.estimates());
        long all = Arrays.stream(work.estimates()).sum();
        long shared = (all + plan.agents() - 1) / plan.agents();
        return new LowerBounds(
                (int) inWaves.chain(),
                (int) inWaves.contended(),
                name(inWaves, exclusive),
                Duration.ofMillis(inTime.chain()),
                Duration.ofMillis(inTime.contended()),
                name(inTime, exclusive),
                Duration.ofMillis(shared));
    }

    private static Optional<String> name(LowerBound bound, MutexResources exclusive) {
        return bound.thing() < 0 ? Optional.empty() : Optional.of(exclusive.name(bound.thing()));
    }

    /** Paths that two features of one wave write, one of them by this very path. */
    private static int pathsToMerge(WavePlan plan) {
        Contended written = plan.index().kind(ConflictType.FILE_WRITE_CONFLICT);
        IntAdjacency writers = written.mine().ofName();
        int[] firstOf = new int[plan.byWave().things()];
        int[] seenFor = new int[firstOf.length];
        Arrays.fill(seenFor, -1);
        int paths = 0;
        for (int path = 0; path < writers.things(); path++) {
            boolean meets = false;
            for (int at = writers.begin(path); at < writers.end(path); at++) {
                int wave = plan.waveOf(writers.item(at));
                meets |= seenFor[wave] == path;
                seenFor[wave] = path;
                firstOf[wave] = writers.item(at);
            }
            IntAdjacency overlaps = written.overlaps();
            for (int over = overlaps.begin(path); over < overlaps.end(path) && !meets; over++) {
                int other = overlaps.item(over);
                for (int at = writers.begin(other); at < writers.end(other); at++) {
                    int wave = plan.waveOf(writers.item(at));
                    meets |= seenFor[wave] == path && firstOf[wave] != writers.item(at);
                }
            }
            paths += meets ? 1 : 0;
        }
        return paths;
    }
}
