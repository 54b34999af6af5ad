package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.testkit.faults.CrashModel;
import dev.coord.testkit.faults.CrashState;
import dev.coord.testkit.faults.Fault;
import dev.coord.testkit.faults.Faults;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a disk says that cannot keep what it was given; every other operation is in {@link FileErrorsIT}. */
class FailedForceTest {

    private static final LockRequest REQUEST = Scenarios.request("one");

    private Scratch scratch;
    private Stage stage;

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch();
        stage = new Stage(scratch.next());
        stage.open();
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
        scratch.close();
    }

    @Test
    void theOutcomeIsUnknownWhereTheMoveCannotBeMadeSafe() {
        failing(Kind.FORCE_DIRECTORY);

        assertThatThrownBy(() -> stage.acquire(REQUEST))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("outcome is unknown")
                .hasMessageContaining(Fault.IO_ERROR);
    }

    @Test
    void nothingWasChangedWhereTheNewFileCannotBeMadeSafe() {
        failing(Kind.FORCE);

        assertThatThrownBy(() -> stage.acquire(REQUEST))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("nothing was changed");
        assertThat(stage.store().read().locks().leases()).isEmpty();
    }

    @Test
    void theSameQuestionAgainIsAnsweredOnceTheGrantIsSafe() throws IOException {
        failing(Kind.FORCE_DIRECTORY);
        assertThatThrownBy(() -> stage.acquire(REQUEST)).isInstanceOf(StoreFailed.class);
        stage.disk.inject(Faults.none());

        stage.acquire(REQUEST);

        outlivesAPowerCut(stage.leaseOf("one"));
    }

    @Test
    void aGrantByADeadProcessIsTakenForGrantedOnceItIsSafe() throws IOException {
        stage.disk.inject(next -> next.kind() == Kind.FORCE_DIRECTORY ? Fault.CRASH_BEFORE : Fault.NONE);
        assertThatThrownBy(() -> stage.acquire(REQUEST)).isInstanceOf(StoreFailed.class);
        stage.close();
        stage.disk.inject(Faults.none());
        stage.disk.restart();
        stage.open();

        stage.acquire(REQUEST);

        outlivesAPowerCut(stage.leaseOf("one"));
    }

    @Test
    void anEntryByADeadProcessIsSafeBeforeTheDocumentForgetsIt() throws IOException {
        stage.disk.inject(next ->
                next.kind() == Kind.FORCE && next.path().endsWith("conflicts.log") ? Fault.CRASH_BEFORE : Fault.NONE);
        assertThatThrownBy(() -> Scenarios.log("first").on(stage)).isInstanceOf(StoreFailed.class);
        stage.close();
        stage.disk.inject(Faults.none());
        stage.disk.restart();
        Marks marks = new Marks();

        marks.add(stage, Stage::open);
        int opened = stage.disk.operations().size();
        marks.add(stage, Scenarios.log("second"));

        assertThat(marks.latest().log()).containsExactly(Sample.conflict("first"), Sample.conflict("second"));
        for (int done = opened; done <= stage.disk.operations().size(); done++) {
            for (CrashState state : stage.disk.crashStates(CrashModel.POWER_CUT, done)) {
                marks.check(state, scratch, stage.clock);
            }
        }
    }

    private void failing(Kind kind) {
        stage.disk.inject(next -> next.kind() == kind ? Fault.error(Fault.IO_ERROR) : Fault.NONE);
    }

    private void outlivesAPowerCut(Lease lease) throws IOException {
        for (CrashState state : stage.disk.crashStatesNow(CrashModel.POWER_CUT)) {
            var fresh = scratch.next();
            state.materialise(fresh);
            try (DirectoryStore store = DirectoryStore.open(fresh.resolve(Stage.HOME), stage.clock)) {
                assertThat(store.read().locks().leases()).as(state.toString()).containsExactly(lease);
            }
        }
    }
}
