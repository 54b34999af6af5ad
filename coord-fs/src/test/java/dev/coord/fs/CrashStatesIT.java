package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.Durability;
import dev.coord.testkit.faults.CrashModel;
import dev.coord.testkit.faults.CrashState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of update, cut off after every operation on the files, in every way {@link CrashModel} knows: what was
 * acknowledged is there, and what was not is there whole or not at all. The build tries a part of the states, other ones each time;
 * {@code -Psoak} tries all.
 */
class CrashStatesIT {

    private static final Tally TALLY = new Tally("crash states");
    private static final long SEED = Long.getLong("coord.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int PART = Boolean.getBoolean("coord.soak") ? 1 : 6;
    private static final int RECOVERIES = Integer.getInteger("coord.recoveries", 1);

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aPowerCutLosesNothingThatWasAcknowledged(Scenario scenario) throws Exception {
        nothingIsLost(scenario, CrashModel.POWER_CUT, Durability.POWER_LOSS);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aPowerCutDuringTheRecoveryFromAnotherLosesNothingEither(Scenario scenario) throws Exception {
        try (Scratch scratch = new Scratch();
                Stage stage = new Stage(scratch.next())) {
            Marks marks = new Marks();
            List<CrashState> states = states(scenario, stage, marks, CrashModel.POWER_CUT);
            for (CrashState first : states.subList(0, Math.min(RECOVERIES, states.size()))) {
                int again = recoverAndCrash(first, marks.possible(first), scratch, stage.clock);
                TALLY.add("POWER_CUT twice, " + scenario, again);
            }
        } catch (AssertionError e) {
            throw new AssertionError("with -Dcoord.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    private static int recoverAndCrash(CrashState first, List<Recovered> possible, Scratch scratch, InstantSource clock)
            throws Exception {
        Path left = scratch.next();
        first.materialise(left);
        try (Stage second = new Stage(left)) {
            Marks marks = new Marks();
            marks.add(second, Stage::open);
            marks.add(second, stage -> stage.store().conflicts()); // an update: whatever is due is done with it
            int opened = marks.operations(1);
            List<CrashState> states = second.disk.crashStates(CrashModel.POWER_CUT);
            InParallel.forEach(states, state -> {
                boolean isOpen = state.operations() >= opened;
                Marks.check(state, isOpen ? marks.possible(state) : possible, scratch, clock);
            });
            return states.size();
        } catch (AssertionError e) {
            throw new AssertionError("after " + first + ": " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aCrashOfTheProcessLosesNothingThatWasAcknowledged(Scenario scenario) throws Exception {
        for (Durability durability : Durability.values()) {
            nothingIsLost(scenario, CrashModel.PROCESS_CRASH, durability);
        }
    }

    @AfterAll
    static void thereWereEnough() {
        TALLY.print();
        System.out.println("       seed of what is random in it: " + SEED);
        assertThat(TALLY.total()).isGreaterThanOrEqualTo(5_000 / PART);
    }

    private static void nothingIsLost(Scenario scenario, CrashModel model, Durability durability) throws Exception {
        try (Scratch scratch = new Scratch();
                Stage stage = new Stage(scratch.next(), durability)) {
            Marks marks = new Marks();
            List<CrashState> states = states(scenario, stage, marks, model);

            InParallel.forEach(states, state -> {
                if (!scenario.isByShell()) {
                    Marks.checkFiles(state, scratch);
                }
                marks.check(state, scratch, stage.clock);
            });

            TALLY.add(model + ", " + scenario, states.size());
        }
    }

    private static List<CrashState> states(Scenario scenario, Stage stage, Marks marks, CrashModel model)
            throws IOException {
        for (Stage.Step step : scenario.before()) {
            marks.add(stage, step);
        }
        int first = stage.disk.operations().size();
        for (Stage.Step step : scenario.steps()) {
            marks.add(stage, step);
        }
        List<CrashState> states = new ArrayList<>();
        for (int done = first; done <= stage.disk.operations().size(); done++) {
            states.addAll(stage.disk.crashStates(model, done));
        }
        Collections.shuffle(states, RANDOM); // the slow ones are neighbours
        return states.subList(0, (states.size() + PART - 1) / PART);
    }
}
