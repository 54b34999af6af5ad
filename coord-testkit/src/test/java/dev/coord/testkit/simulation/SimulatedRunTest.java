package dev.coord.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.testkit.FaultyStore.Fault;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code -Dcoord.seed=} plays the run of one seed again, {@code -Dcoord.runs=} plays more of them, {@code -Dcoord.story=}
 * tells more of the story.
 */
class SimulatedRunTest {

    private static final long RUNS = Long.getLong("coord.runs", 100);
    private static final long SWEPT = Boolean.getBoolean("coord.soak") ? 60 : 1;
    private static final long MOST_PLACES = 2000;

    @Test
    void everyRunLandsOrTellsWhyNot() {
        seeds(RUNS).forEach(seed -> new SimulatedRun(seed).play());
    }

    @ParameterizedTest
    @ValueSource(
            longs = 1399) // a work tree that could not be removed, an update of which nobody knew whether it was stored
    void aRunThatOnceToldTooLittleTellsWhyNot(long seed) {
        new SimulatedRun(seed).play();
    }

    @Test
    void aRunWhoseCoordinatorDiesOnceLandsWhereverItDies() {
        AtomicInteger redone = new AtomicInteger();
        seeds(SWEPT).forEach(seed -> {
            AtomicInteger candidatesGoneOnWith = new AtomicInteger();

            sweep(place -> new SimulatedRun(seed, chance -> Fates.dyingAt(chance, place), false), run -> {
                candidatesGoneOnWith.addAndGet(run.watch().candidatesGoneOnWith());
                redone.addAndGet(run.watch().landing().redone());
            });

            assertThat(candidatesGoneOnWith)
                    .as("deaths after a wave was merged")
                    .hasPositiveValue();
        });
        assertThat(redone).as("what was made once more").hasPositiveValue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 35, 57}) // alone, with one of its wave, with what landed before
    void aSearchWhoseCoordinatorDiesGoesOnWhereItStoodAndFindsTheSame(long seed) {
        SearchWatch undisturbed = searched(seed, 0);
        int goneOnWith = 0;

        for (long place : undisturbed.places()) {
            SearchWatch disturbed = searched(seed, place);

            goneOnWith += disturbed.goneOnWith();
            disturbed
                    .interrupted()
                    .ifPresent(wave -> assertThat(disturbed.found().get(wave))
                            .as("found in %s after a death at place %s", wave, place)
                            .isNotNull()
                            .isEqualTo(undisturbed.found().get(wave)));
        }
        assertThat(goneOnWith).as("searches that were gone on with").isGreaterThan(30);
    }

    private static SearchWatch searched(long seed, long fatalPlace) {
        SimulatedRun run = new SimulatedRun(seed, chance -> Fates.dyingAt(chance, fatalPlace), false, true);
        run.play();
        return run.watch().searches();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void aRunWhoseStoreFailsOnceLandsWheneverItFails(Fault fault) {
        seeds(SWEPT)
                .forEach(seed -> sweep(
                        update -> new SimulatedRun(seed, chance -> Fates.failingAt(chance, update, fault), false),
                        run -> {}));
    }

    @Test
    void oneSeedGivesOneStory() {
        SimulatedRun first = new SimulatedRun(7);
        SimulatedRun second = new SimulatedRun(7);
        first.play();
        second.play();

        assertThat(second.story()).isEqualTo(first.story());
    }

    /** Plays a run for each place where something can happen, until there are no more places. */
    private static void sweep(LongFunction<SimulatedRun> runOf, Consumer<SimulatedRun> played) {
        long place = 1;
        while (place < MOST_PLACES) {
            SimulatedRun run = runOf.apply(place);
            run.play();
            played.accept(run);
            if (!run.fates().happened()) {
                break;
            }
            place++;
        }
        assertThat(place).as("places were found, and all of them").isBetween(20L, MOST_PLACES - 1);
    }

    private static LongStream seeds(long count) {
        Long seed = Long.getLong("coord.seed");
        return seed == null ? LongStream.rangeClosed(1, count) : LongStream.of(seed);
    }
}
