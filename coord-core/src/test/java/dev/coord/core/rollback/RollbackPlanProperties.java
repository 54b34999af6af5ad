package dev.coord.core.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.rollback.RollbackPlan.Active;
import dev.coord.core.rollback.RollbackPlan.NeededByLanded;
import dev.coord.core.rollback.RollbackPlan.Standing;
import dev.coord.core.rollback.RollbackPlan.TakesBack;
import dev.coord.core.state.Lifecycle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RollbackPlanProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Later features wait for some of the earlier ones, by the word of either side; all land, some more than once. */
    private record World(List<Set<Integer>> waits, List<LandedWork> landings, Snapshot snapshot) {

        List<Standing> standing() {
            return landings.stream()
                    .map(landing -> new Standing(landing, Set.of(), Set.of()))
                    .toList();
        }

        /** As the landings themselves tell it: by name what is declared, or by the commit what is held. */
        List<Standing> tellingOfThemselves(Random random) {
            List<Standing> telling = new ArrayList<>();
            for (int at = 0; at < landings.size(); at++) {
                LandedWork landing = landings.get(at);
                Set<FeatureId> declared = new HashSet<>();
                Set<CommitId> contained = new HashSet<>();
                for (int id : waits.get(number(landing.feature()))) {
                    if (random.nextBoolean()) {
                        declared.add(new FeatureId("f" + id));
                    } else {
                        landings.subList(0, at).stream()
                                .filter(earlier -> number(earlier.feature()) == id)
                                .forEach(earlier -> contained.add(earlier.commit()));
                    }
                }
                telling.add(new Standing(landing, declared, contained));
            }
            return telling;
        }

        private static int number(FeatureId feature) {
            return Integer.parseInt(feature.value().substring(1));
        }

        static World of(int features, Random random) {
            List<Set<Integer>> waits = new ArrayList<>();
            List<Feature> declared = new ArrayList<>();
            for (int id = 0; id < features; id++) {
                Set<Integer> mine = new TreeSet<>();
                Feature.Builder builder = Feature.builder("f" + id);
                for (int other = 0; other < id; other++) {
                    if (random.nextInt(4) == 0) {
                        mine.add(other);
                        builder.blockedBy("f" + other);
                    }
                }
                waits.add(mine);
                declared.add(builder.build());
            }
            List<LandedWork> landings = new ArrayList<>();
            for (int at = 0; at < features * 2; at++) {
                int feature = random.nextInt(features);
                CommitId commit = new CommitId(String.format("%040d", at + 1));
                landings.add(new LandedWork(new FeatureId("f" + feature), commit, Optional.empty()));
            }
            return new World(waits, landings, Snapshot.EMPTY.withFeatures(FeatureSet.of(declared)));
        }

        /** By walking every path. */
        boolean needs(FeatureId later, FeatureId earlier) {
            int feature = Integer.parseInt(later.value().substring(1));
            return waits.get(feature).stream()
                    .map(id -> new FeatureId("f" + id))
                    .anyMatch(id -> id.equals(earlier) || needs(id, earlier));
        }

        Set<CommitId> some(Random random) {
            Set<CommitId> wanted = new HashSet<>();
            landings.stream()
                    .map(LandedWork::commit)
                    .filter(c -> random.nextInt(5) == 0)
                    .forEach(wanted::add);
            wanted.add(landings.get(random.nextInt(landings.size())).commit());
            return wanted;
        }

        boolean isNeededLater(int landing, Set<CommitId> wanted) {
            return landings.subList(0, landing).stream()
                    .filter(earlier -> wanted.contains(earlier.commit()))
                    .anyMatch(earlier -> needs(landings.get(landing).feature(), earlier.feature()));
        }
    }

    @Property
    void takesBackExactlyWhatIsWantedAndWhatNeedsItLater(
            @ForAll @IntRange(min = 1, max = 9) int features, @ForAll Random random) {
        World world = World.of(features, random);
        Set<CommitId> wanted = world.some(random);
        List<LandedWork> expected = new ArrayList<>();
        Set<FeatureId> dependents = new TreeSet<>();
        for (int at = 0; at < world.landings().size(); at++) {
            LandedWork landing = world.landings().get(at);
            boolean isWanted = wanted.contains(landing.commit());
            if (!isWanted && world.isNeededLater(at, wanted)) {
                dependents.add(landing.feature());
            }
            if (isWanted || world.isNeededLater(at, wanted)) {
                expected.add(0, landing);
            }
        }

        RollbackPlan with = RollbackPlan.of(world.standing(), wanted, world.snapshot(), true);
        RollbackPlan without = RollbackPlan.of(world.standing(), wanted, world.snapshot(), false);

        assertThat(((TakesBack) with).landings()).isEqualTo(expected);
        if (dependents.isEmpty()) {
            assertThat(without).isEqualTo(with);
        } else {
            assertThat(((NeededByLanded) without).by().keySet()).isEqualTo(dependents);
        }
    }

    @Property
    void isRefusedWhileItOrWhatNeedsItIsActive(
            @ForAll @IntRange(min = 1, max = 9) int features,
            @ForAll @IntRange(min = 0, max = 8) int active,
            @ForAll Random random) {
        World world = World.of(features, random);
        FeatureId worked = new FeatureId("f" + active % features);
        Snapshot before = Lifecycle.land(
                world.snapshot(),
                world.snapshot().features().orElseThrow().features().keySet(),
                NOW);
        Snapshot snapshot =
                Lifecycle.redo(before, worked, new AgentId("me"), NOW).after();
        LandedWork landing =
                world.landings().get(random.nextInt(world.landings().size()));

        RollbackPlan plan = RollbackPlan.of(world.standing(), Set.of(landing.commit()), snapshot, true);

        boolean concerned = worked.equals(landing.feature()) || world.needs(worked, landing.feature());
        assertThat(plan instanceof Active).isEqualTo(concerned);
    }

    /** Every feature lands once here, so that each of them has what it needs from one landing. */
    @Property
    void whatTheLandingsTellCountsAsWhatIsDeclared(
            @ForAll @IntRange(min = 1, max = 9) int features, @ForAll Random random, @ForAll boolean withDependents) {
        World declared = World.of(features, random);
        List<LandedWork> once = new ArrayList<>();
        for (int id = 0; id < features; id++) {
            once.add(new LandedWork(
                    new FeatureId("f" + id), new CommitId(String.format("%040d", id + 1)), Optional.empty()));
        }
        World world = new World(declared.waits(), once, declared.snapshot());
        Set<CommitId> wanted = world.some(random);

        assertThat(RollbackPlan.of(world.tellingOfThemselves(random), wanted, Snapshot.EMPTY, withDependents))
                .isEqualTo(RollbackPlan.of(world.standing(), wanted, world.snapshot(), withDependents));
    }

    @Example
    void withoutDeclarationsNothingIsNeeded() {
        World world = World.of(3, new Random(1));
        CommitId first = world.landings().get(0).commit();

        assertThat(RollbackPlan.of(world.standing(), Set.of(first), Snapshot.EMPTY, false))
                .isEqualTo(new TakesBack(List.of(world.landings().get(0))));
    }

    @Property
    void theStateIsAsItWasBeforeTheyLanded(
            @ForAll @IntRange(min = 0, max = 4) int before, @ForAll @IntRange(min = 1, max = 4) int then) {
        List<Feature> declared = new ArrayList<>();
        for (int id = 0; id < before + then; id++) {
            declared.add(Feature.builder("f" + id)
                    .changesSchema("t" + id % 2)
                    .uses("r" + id % 3)
                    .build());
        }
        List<FeatureId> ids = declared.stream().map(Feature::id).toList();
        Snapshot was =
                Lifecycle.land(Snapshot.EMPTY.withFeatures(FeatureSet.of(declared)), ids.subList(0, before), NOW);
        List<FeatureId> later = ids.subList(before, before + then);

        Snapshot landed = Lifecycle.land(was, later, NOW);

        List<LandedWork> landings = later.stream()
                .map(feature -> new LandedWork(feature, new CommitId("a".repeat(40)), Optional.empty()))
                .toList();

        Snapshot back = RollbackState.without(landed, landings, NOW);

        assertThat(back.state().completed()).isEqualTo(was.state().completed());
        assertThat(back.state().schemaChanges()).isEqualTo(was.state().schemaChanges());
        assertThat(RollbackState.without(was, landings, NOW)).isSameAs(was);
    }
}
