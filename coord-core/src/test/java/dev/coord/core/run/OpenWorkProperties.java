package dev.coord.core.run;

import static dev.coord.core.run.Scene.commit;
import static dev.coord.core.run.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.plan.Planner;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A model of what is work for a run: a set of names that shrinks with each landing. */
class OpenWorkProperties {

    private static final List<FeatureId> ALL = List.of(id("a"), id("b"), id("c"));

    /** How a feature has landed before: not at all, as it is declared, or as it was declared once. */
    enum Before {
        NEVER,
        AS_DECLARED,
        AS_ONCE_DECLARED
    }

    @Provide
    Arbitrary<Map<FeatureId, Before>> before() {
        return Arbitraries.maps(Arbitraries.of(ALL), Arbitraries.of(Before.class));
    }

    @Provide
    Arbitrary<Set<FeatureId>> some() {
        return Arbitraries.of(ALL).set();
    }

    /** The tries of one run: each lands some of what is open, and all but the last are killed. */
    @Provide
    Arbitrary<List<Set<FeatureId>>> tries() {
        return some().list().ofMaxSize(4);
    }

    @Property
    void eachIsMadeUntilItHasLandedOnceHoweverOftenTheRunIsKilled(
            @ForAll("before") Map<FeatureId, Before> before,
            @ForAll("some") Set<FeatureId> redo,
            @ForAll("tries") List<Set<FeatureId>> tries) {
        SortedMap<FeatureId, Landed> landed = landed(before);
        SortedSet<FeatureId> expected = new TreeSet<>(ALL);
        expected.removeIf(id -> before.get(id) == Before.AS_DECLARED && !redo.contains(id));
        Optional<RunRecord> record = Optional.empty();
        int merges = 0;

        for (Set<FeatureId> done : tries) {
            RunStart start = start(redo, landed);
            OpenWork open = OpenWork.of(start, record);
            assertThat(contents(open)).isEqualTo(expected);
            record = Optional.of(record(start, open, new RunPhase.Working(commit(1))));
            for (FeatureId id : done) {
                if (expected.remove(id)) {
                    landed.put(id, new Landed(commit(100 + merges++), "now"));
                }
            }
        }

        assertThat(contents(OpenWork.of(start(redo, landed), record))).isEqualTo(expected);
    }

    @Property
    void whoeverAsksForOthersOnceMoreGivesAnotherCommand(
            @ForAll("before") Map<FeatureId, Before> before,
            @ForAll("some") Set<FeatureId> redo,
            @ForAll("some") Set<FeatureId> done,
            @ForAll("some") Set<FeatureId> next) {
        Assume.that(!redo.equals(next));
        SortedMap<FeatureId, Landed> landed = landed(before);
        RunStart start = start(redo, landed);
        OpenWork open = OpenWork.of(start, Optional.empty());
        RunRecord stopped = record(start, open, new RunPhase.Stopped(List.of("something failed")));
        done.stream()
                .filter(open::contains)
                .forEach(id -> landed.put(id, new Landed(commit(100 + ALL.indexOf(id)), "now")));

        assertThat(contents(OpenWork.of(start(next, landed), Optional.of(stopped))))
                .isEqualTo(contents(OpenWork.of(start(next, landed), Optional.empty())));
    }

    @Property
    void aRunThatHasToldItsEndLeavesNothingBehind(
            @ForAll("before") Map<FeatureId, Before> before,
            @ForAll("some") Set<FeatureId> redo,
            @ForAll("some") Set<FeatureId> next) {
        RunStart start = start(redo, landed(before));
        RunRecord done = record(start, OpenWork.of(start, Optional.empty()), new RunPhase.Done());
        RunRecord told = done.drivenBy(done.driver().orElseThrow().signedOff());
        RunStart again = start(next, landed(before));

        assertThat(contents(OpenWork.of(again, Optional.of(told))))
                .isEqualTo(contents(OpenWork.of(again, Optional.empty())));
    }

    @Property
    void whatIsMadeOnceMoreReplacesItsLatestLanding(
            @ForAll("before") Map<FeatureId, Before> before, @ForAll("some") Set<FeatureId> redo) {
        SortedMap<FeatureId, Landed> landed = landed(before);
        OpenWork open = OpenWork.of(start(redo, landed), Optional.empty());

        for (FeatureId id : ALL) {
            boolean replaces = redo.contains(id) && before.get(id) == Before.AS_DECLARED;
            assertThat(open.redoes(id))
                    .isEqualTo(replaces ? Optional.ofNullable(landed.get(id)).map(Landed::commit) : Optional.empty());
            assertThat(open.isDone(id)).isNotEqualTo(open.contains(id));
        }
    }

    private static SortedSet<FeatureId> contents(OpenWork open) {
        SortedSet<FeatureId> contents = new TreeSet<>(ALL);
        contents.removeIf(id -> !open.contains(id));
        return contents;
    }

    private static SortedMap<FeatureId, Landed> landed(Map<FeatureId, Before> before) {
        SortedMap<FeatureId, Landed> landed = new TreeMap<>();
        before.forEach((id, how) -> {
            if (how != Before.NEVER) {
                String digest = how == Before.AS_DECLARED ? "now" : "once";
                landed.put(id, new Landed(commit(10 + ALL.indexOf(id)), digest));
            }
        });
        return landed;
    }

    private static RunStart start(Set<FeatureId> redo, SortedMap<FeatureId, Landed> landed) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        ALL.forEach(id -> digests.put(id, "now"));
        FeatureSet features =
                FeatureSet.of(ALL.stream().map(id -> Scene.feature(id.value())).toList());
        return new RunStart(
                new RunId("r"),
                Optional.empty(),
                digests,
                Planner.plan(features, 1),
                RunSettings.builder("refs/heads/main").redo(redo).build(),
                new Survey(commit(1), landed, new TreeSet<>(), new TreeSet<>()));
    }

    private static RunRecord record(RunStart start, OpenWork open, RunPhase phase) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        ALL.forEach(id -> features.put(
                id,
                new FeatureRun(
                        "now",
                        1,
                        new FeaturePhase.Pending(),
                        Duration.ZERO,
                        open.redoes(id),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of())));
        return new RunRecord(
                new RunId("r"),
                Scene.FIRST_OWNER,
                Optional.of(RunDriver.working("driver", Instant.EPOCH)),
                Instant.EPOCH,
                start.settings(),
                new ArrayList<>(),
                0,
                features,
                phase);
    }
}
