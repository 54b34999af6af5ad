package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.disk.Content;
import dev.coord.store.View;
import dev.coord.testkit.faults.CrashState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What was acknowledged, and how many operations on the files were done by then. */
final class Marks {

    private record Mark(int operations, Recovered acknowledged) {}

    private final List<Mark> marks = new ArrayList<>(List.of(new Mark(0, Recovered.NOTHING)));

    /** Does a step, and notes what the store holds once it is acknowledged. */
    void add(Stage stage, Stage.Step step) throws IOException {
        step.on(stage);
        add(stage, stage.disk.operations().size());
    }

    void add(Stage stage, int operations) {
        Recovered now = stage.isOpen()
                ? Recovered.shown(stage.store(), stage.home)
                : marks.get(marks.size() - 1).acknowledged();
        marks.add(new Mark(operations, now));
    }

    /** How many operations on the files were done when a step was acknowledged; step 0 is the beginning. */
    int operations(int step) {
        return marks.get(step).operations();
    }

    Recovered latest() {
        return marks.get(marks.size() - 1).acknowledged();
    }

    /** Opens what a crash left: it holds what was acknowledged by then, and perhaps what was to be acknowledged next. */
    void check(CrashState state, Scratch scratch, InstantSource clock) throws IOException {
        check(state, possible(state), scratch, clock);
    }

    /** Whoever reads what a crash left without coord, before anybody opened it, finds whole files. */
    static void checkFiles(CrashState state, Scratch scratch) throws IOException {
        Path fresh = scratch.next();
        state.materialise(fresh);
        for (View view : View.values()) {
            Content file = Content.of(fresh.resolve(Stage.HOME).resolve(view.fileName()));
            if (!file.isMissing()) {
                assertThat(EditReader.understood(view, file.bytes()).has("revision"))
                        .as(state + ", " + view)
                        .isTrue();
            }
        }
        Scratch.delete(fresh);
    }

    static void check(CrashState state, List<Recovered> possible, Scratch scratch, InstantSource clock)
            throws IOException {
        Path fresh = scratch.next();
        state.materialise(fresh);
        Path home = fresh.resolve(Stage.HOME);
        try {
            assertThat(Recovered.in(home, clock))
                    .isIn(possible.stream()
                            .map(held -> held.opened(clock.instant()))
                            .toList());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(state + ": " + e.getMessage(), e);
        }
        Scratch.delete(fresh);
    }

    /** What may be there after a crash: the latest that was acknowledged, and the next. */
    List<Recovered> possible(CrashState state) {
        int last = 0;
        while (last + 1 < marks.size() && marks.get(last + 1).operations() <= state.operations()) {
            last++;
        }
        return marks.subList(last, Math.min(last + 2, marks.size())).stream()
                .map(Mark::acknowledged)
                .toList();
    }
}
