package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.spi.FailureText;
import dev.coord.testkit.faults.CrashModel;
import dev.coord.testkit.faults.CrashState;
import dev.coord.testkit.faults.Fault;
import dev.coord.testkit.faults.Faults;
import dev.coord.testkit.faults.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of update, with every operation on the files going wrong in turn: the answer is true, the same store goes on
 * working once the fault is over, or its successor once it died, and what is acknowledged then outlives a power cut too. The build
 * tries a part of the faults, other ones each time; {@code -Psoak} tries all.
 */
class FileErrorsIT {

    /** One operation that goes wrong in one way. */
    private record Trouble(String name, Faults faults, Optional<String> reason) {

        static List<Trouble> at(Operation operation) {
            int number = operation.number();
            boolean writes = operation.kind() == Operation.Kind.WRITE;
            List<Trouble> all = new ArrayList<>();
            for (String reason : List.of(Fault.IO_ERROR, Fault.NO_SPACE)) {
                Fault error = Fault.error(reason);
                all.add(of(number, error, reason));
                all.add(new Trouble(
                        number + ". and all that follow: " + reason, Faults.from(number, error), Optional.of(reason)));
                if (writes) {
                    all.add(of(number, Fault.shortWrite(20, error), reason));
                }
            }
            all.add(crash(number, Fault.CRASH_BEFORE));
            all.add(crash(number, writes ? Fault.shortWrite(20, Fault.CRASH_AFTER) : Fault.CRASH_AFTER));
            return all;
        }

        private static Trouble crash(int number, Fault crash) {
            return new Trouble(number + ". " + crash, Faults.at(number, crash), Optional.empty());
        }

        private static Trouble of(int number, Fault fault, String reason) {
            return new Trouble(number + ". " + fault, Faults.at(number, fault), Optional.of(reason));
        }
    }

    /** Nothing, everything, entries alone: what is left of what was acknowledged long ago is looked at elsewhere. */
    private static final int STATES = 3;

    private static final int PART = Boolean.getBoolean("coord.soak") ? 1 : 6;
    private static final long SEED = Long.getLong("coord.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final Tally TALLY = new Tally("faults");

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theAnswerIsTrueAndWorkGoesOn(Scenario scenario) throws Exception {
        try (Scratch scratch = new Scratch()) {
            List<Recovered> clean = new ArrayList<>();
            List<Trouble> troubles = new ArrayList<>();
            try (Stage stage = new Stage(scratch.next())) {
                Marks marks = new Marks();
                for (Stage.Step step : scenario.before()) {
                    marks.add(stage, step);
                }
                int first = stage.disk.operations().size();
                for (Stage.Step step : scenario.steps()) {
                    marks.add(stage, step);
                    clean.add(marks.latest().anyRevision());
                }
                List<Operation> operations = stage.disk.operations();
                operations
                        .subList(first, operations.size())
                        .forEach(operation -> troubles.addAll(Trouble.at(operation)));
            }
            Collections.shuffle(troubles, RANDOM);
            List<Trouble> tried = troubles.subList(0, (troubles.size() + PART - 1) / PART);
            InParallel.forEach(tried, trouble -> {
                try {
                    go(scenario, trouble, clean, scratch);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(trouble.name() + ": " + e.getMessage(), e);
                }
            });
            TALLY.add(scenario.name(), tried.size());
        }
    }

    @AfterAll
    static void say() {
        TALLY.print();
        System.out.println("       seed of what is random in it: " + SEED);
    }

    private static void go(Scenario scenario, Trouble trouble, List<Recovered> clean, Scratch scratch)
            throws IOException {
        try (Stage stage = new Stage(scratch.next())) {
            Marks marks = new Marks();
            for (Stage.Step step : scenario.before()) {
                marks.add(stage, step);
            }
            stage.disk.inject(trouble.faults());
            for (int i = 0; i < clean.size(); i++) {
                Stage.Step step = scenario.steps().get(i);
                Optional<String> failure = failure(stage, step);
                if (failure.isEmpty() && !stage.disk.isCrashed()) {
                    marks.add(stage, stage.disk.operations().size());
                    assertThat(marks.latest().anyRevision()).isEqualTo(clean.get(i));
                    continue;
                }
                boolean died = mend(stage);
                Recovered now =
                        new Recovered(stage.store().read(), stage.store().conflicts()).anyRevision();
                Recovered last = died ? marks.latest().opened(stage.clock.instant()) : marks.latest();
                Recovered before = last.anyRevision();
                if (died || scenario.isByShell() || failure.orElseThrow().contains("outcome is unknown")) {
                    assertThat(now).isIn(before, clean.get(i));
                } else {
                    trouble.reason()
                            .ifPresent(reason ->
                                    assertThat(failure.get()).contains(FailureText.of(new IOException(reason))));
                    assertThat(now).isEqualTo(before);
                }
                if (!now.equals(clean.get(i))) {
                    step.on(stage);
                }
                marks.add(stage, stage.disk.operations().size());
                assertThat(marks.latest().anyRevision()).isEqualTo(clean.get(i));
            }
            stage.disk.inject(Faults.none());
            List<CrashState> states = stage.disk.crashStatesNow(CrashModel.POWER_CUT);
            for (CrashState state : states.subList(0, Math.min(STATES, states.size()))) {
                marks.check(state, scratch, stage.clock);
            }
        }
    }

    private static Optional<String> failure(Stage stage, Stage.Step step) {
        try {
            step.on(stage);
            return Optional.empty();
        } catch (StoreFailed | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the fault; a process that died of it gets a successor. */
    private static boolean mend(Stage stage) {
        boolean died = stage.disk.isCrashed();
        stage.disk.inject(Faults.none());
        if (died) {
            stage.close();
            stage.disk.restart();
        }
        stage.open();
        return died;
    }
}
