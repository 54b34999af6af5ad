package dev.coord.core.run;

import static dev.coord.core.run.Scene.GREEN;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Runs of features that import what others bring, whoever is declared to wait for whom, and whatever else they meet. */
class LackingWorkProperties {

    /** Who needs whom, and what becomes of them. */
    private static final class World {

        private static final int MOST_STEPS = 500;

        final int count;
        final Map<FeatureId, Set<FeatureId>> declared = new TreeMap<>();
        final Map<FeatureId, Set<FeatureId>> imports = new TreeMap<>();
        final Set<Set<FeatureId>> clashes = new HashSet<>();
        final Set<Set<FeatureId>> tables = new HashSet<>();
        final Set<FeatureId> failing = new TreeSet<>();
        final Set<FeatureId> landed = new TreeSet<>();
        private final Map<FeatureId, Set<FeatureId>> begunOn = new HashMap<>();
        private Scene scene = Scene.twoWaves();

        World(Random random, int count, double waiting, double importing) {
            this.count = count;
            for (int i = 0; i < count; i++) {
                declared.put(name(i), new TreeSet<>());
                imports.put(name(i), new TreeSet<>());
                for (int j = 0; j < count; j++) {
                    if (j < i && random.nextDouble() < waiting / count) {
                        declared.get(name(i)).add(name(j));
                    }
                    if (j != i && random.nextDouble() < importing / count) {
                        imports.get(name(i)).add(name(j));
                    }
                }
            }
        }

        static FeatureId name(int number) {
            return id("f" + number);
        }

        /** Everybody whom a feature cannot land without. */
        Set<FeatureId> needs(FeatureId feature) {
            Set<FeatureId> all = new TreeSet<>();
            add(feature, all);
            return all;
        }

        private void add(FeatureId feature, Set<FeatureId> all) {
            declared.get(feature).stream().filter(all::add).forEach(one -> add(one, all));
            imports.get(feature).stream().filter(all::add).forEach(one -> add(one, all));
        }

        /** Whether somebody has to land before what it needs itself. */
        boolean isInACircle() {
            return declared.entrySet().stream()
                    .anyMatch(one -> one.getValue().stream()
                            .anyMatch(before ->
                                    before.equals(one.getKey()) || needs(before).contains(one.getKey())));
        }

        int calls() {
            return scene.all(RunAction.RunAgent.class).size();
        }

        RunPhase play(Schedule schedule, int agents, int tries) {
            scene = new Scene(
                    schedule,
                    agents,
                    IntStream.range(0, count)
                            .mapToObj(i -> Feature.builder(name(i).value())
                                    .writes(name(i) + ".ts")
                                    .blockedBy(declared.get(name(i)))
                                    .build())
                            .toArray(Feature[]::new));
            scene.tries = tries;
            scene.begin();
            for (int i = 0;
                    i < MOST_STEPS && !scene.snapshot.run().orElseThrow().hasEnded();
                    i++) {
                step();
            }
            return scene.runPhase();
        }

        private void step() {
            RunPhase phase = scene.runPhase();
            if (phase instanceof RunPhase.Merging) {
                merge();
            } else if (phase instanceof RunPhase.Proving) {
                prove();
            } else if (phase instanceof RunPhase.Testing) {
                scene.tested(GREEN);
            } else if (phase instanceof RunPhase.Landing landing) {
                landed.addAll(landing.candidate().features());
                scene.landed();
                scene.target = landing.candidate().commit();
            } else {
                work();
            }
        }

        private void work() {
            for (FeatureId id : List.copyOf(scene.phases().keySet())) {
                if (scene.phase(id.value()) instanceof FeaturePhase.Salvaging) {
                    scene.kept(id.value());
                } else if (scene.phase(id.value()) instanceof FeaturePhase.Preparing) {
                    begunOn.put(id, new TreeSet<>(landed));
                    scene.made(id.value());
                } else if (scene.phase(id.value()) instanceof FeaturePhase.Running) {
                    make(id);
                }
            }
        }

        private void make(FeatureId id) {
            scene.snapshot
                    .run()
                    .orElseThrow()
                    .feature(id)
                    .sentBack()
                    .ifPresent(back -> back.integrity().stream()
                            .flatMap(finding -> finding.missing().stream())
                            .filter(missing -> missing.by().isEmpty())
                            .forEach(missing -> imports.get(id).removeAll(missing.after())));
            if (failing.contains(id)) {
                scene.ended(id.value(), new AgentResult.Failed("exit status 1", ""));
            } else {
                List<String> changed = new ArrayList<>(List.of(id + ".ts"));
                clashes.stream()
                        .filter(pair -> pair.contains(id))
                        .map(World::file)
                        .forEach(changed::add);
                scene.ended(id.value(), new AgentResult.Succeeded())
                        .collected(id.value(), changed.toArray(String[]::new));
            }
        }

        private static String file(Set<FeatureId> pair) {
            return new TreeSet<>(pair) + ".ts";
        }

        private void merge() {
            WaveWork work = scene.last(RunAction.MergeWave.class).work();
            List<FeatureTip> merged = new ArrayList<>();
            List<MergeOutcome.LeftOut> out = new ArrayList<>();
            for (FeatureTip tip : work.tips()) {
                List<ConflictedFile> files = new ArrayList<>();
                for (Set<FeatureId> pair : clashes) {
                    if (pair.contains(tip.feature())) {
                        FeatureId other = other(pair, tip.feature());
                        boolean isSeen = begunOn.get(tip.feature()).contains(other);
                        boolean isMerged =
                                merged.stream().anyMatch(one -> one.feature().equals(other));
                        if (isMerged && !begunOn.get(other).contains(tip.feature())) {
                            files.add(new ConflictedFile(file(pair), List.of(), List.of(other)));
                        } else if (landed.contains(other) && !isSeen) {
                            files.add(new ConflictedFile(file(pair), List.of(), List.of()));
                        }
                    }
                }
                if (files.isEmpty()) {
                    merged.add(tip);
                } else {
                    out.add(new MergeOutcome.Conflicted(tip.feature(), files));
                }
            }
            int number = 200 + scene.actions.size();
            scene.onlyMerged(
                    merged.isEmpty()
                            ? new MergeOutcome.NothingMerged(scene.target, out)
                            : new MergeOutcome.Merged(
                                    new Candidate(work.of(merged), scene.target, Scene.commit(number)), out));
        }

        private void prove() {
            Set<FeatureId> there = new TreeSet<>(landed);
            List<FeatureId> merged =
                    scene.last(RunAction.ProveCandidate.class).candidate().features();
            there.addAll(merged);
            scene.proven(merged.stream()
                    .map(id -> FeatureProof.of(id)
                            .withIntegrity(Stream.concat(
                                            imports.get(id).stream()
                                                    .filter(other -> !there.contains(other))
                                                    .map(other -> lacking(id, other)),
                                            met(id, merged))
                                    .toList()))
                    .toArray(FeatureProof[]::new));
        }

        /** Tables that two change. */
        private Stream<IntegrityFinding> met(FeatureId id, List<FeatureId> merged) {
            return tables.stream().filter(pair -> pair.contains(id)).flatMap(pair -> {
                FeatureId other = other(pair, id);
                boolean isMet = landed.contains(other) && !begunOn.get(id).contains(other);
                boolean isBefore = merged.contains(other) && merged.indexOf(other) < merged.indexOf(id);
                return isMet
                        ? Stream.of(meeting(id, pair, Optional.empty()))
                        : isBefore && !begunOn.get(other).contains(id)
                                ? Stream.of(meeting(id, pair, Optional.of(other)))
                                : Stream.of();
            });
        }

        private static IntegrityFinding meeting(FeatureId id, Set<FeatureId> pair, Optional<FeatureId> with) {
            return new IntegrityFinding(
                    id,
                    "schema",
                    id + ".sql",
                    1,
                    "it changes " + file(pair),
                    "see both",
                    true,
                    Optional.of(new SchemaConflict(with, List.of(file(pair)))));
        }

        private static FeatureId other(Set<FeatureId> pair, FeatureId one) {
            return pair.stream().filter(id -> !id.equals(one)).findFirst().orElseThrow();
        }

        /** Whether a check knows the file that is missing; otherwise it knows whose work brings it. */
        private static boolean isOfFile(FeatureId id, FeatureId other) {
            return (id.value() + other.value()).hashCode() % 2 == 0;
        }

        private static IntegrityFinding lacking(FeatureId id, FeatureId other) {
            return new IntegrityFinding(id, "dependency", id + ".ts", 1, "imports './" + other + "'", "add it", true)
                    .lacking(
                            isOfFile(id, other)
                                    ? new Missing(List.of(other + ".ts"))
                                    : new Missing(List.of(), List.of(other), List.of()));
        }

        @Override
        public String toString() {
            return "declared " + declared + ", imports " + imports + ", clashes " + clashes + ", tables " + tables
                    + ", failing " + failing;
        }
    }

    @Property
    void whatWaitsForWhatOthersBringNeedsNoOtherCallOfAnAgent(
            @ForAll long seed,
            @ForAll Schedule schedule,
            @ForAll @IntRange(min = 1, max = 8) int agents,
            @ForAll @IntRange(min = 2, max = 9) int count) {
        World world = new World(new Random(seed), count, 1, 1.5);
        if (world.isInACircle()) {
            return;
        }

        RunPhase end = world.play(schedule, agents, 3);

        assertThat(end).as("%s", world).isEqualTo(new RunPhase.Done());
        assertThat(world.calls()).as("%s", world).isEqualTo(count);
    }

    @Property
    void whatNeedsWhatIsNotMadeDoesNotLandAndNothingElseIsHeldUp(
            @ForAll long seed,
            @ForAll Schedule schedule,
            @ForAll @IntRange(min = 1, max = 8) int agents,
            @ForAll @IntRange(min = 2, max = 9) int count) {
        Random random = new Random(seed);
        World world = new World(random, count, 1, 1.5);
        if (world.isInACircle()) {
            return;
        }
        world.failing.add(World.name(random.nextInt(count)));

        world.play(schedule, agents, 3);

        Set<FeatureId> expected = new TreeSet<>(world.declared.keySet());
        expected.removeIf(
                id -> world.failing.contains(id) || world.needs(id).stream().anyMatch(world.failing::contains));
        assertThat(world.landed).as("%s", world).isEqualTo(expected);
        assertThat(world.calls()).as("%s", world).isLessThanOrEqualTo(count);
    }

    @Property
    void noRunGoesOnForEver(
            @ForAll long seed,
            @ForAll Schedule schedule,
            @ForAll @IntRange(min = 1, max = 8) int agents,
            @ForAll @IntRange(min = 2, max = 7) int count) {
        Random random = new Random(seed);
        World world = new World(random, count, 1, 2);
        for (int i = 0; i < count; i++) {
            FeatureId one = World.name(random.nextInt(count));
            FeatureId other = World.name(random.nextInt(count));
            if (!one.equals(other)) {
                (random.nextBoolean() ? world.clashes : world.tables).add(Set.of(one, other));
            }
        }
        if (random.nextInt(4) == 0) {
            world.failing.add(World.name(random.nextInt(count)));
        }

        RunPhase end = world.play(schedule, agents, 4);

        assertThat(end).as("%s", world).isInstanceOfAny(RunPhase.Done.class, RunPhase.Stopped.class);
    }
}
