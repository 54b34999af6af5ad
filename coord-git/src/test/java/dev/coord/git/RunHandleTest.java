package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.run.event.RunNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunHandleTest {

    private static final RunNotice ONE = new RunNotice.Warning(Optional.empty(), "one");
    private static final RunNotice TWO = new RunNotice.Warning(Optional.empty(), "two");
    private static final RunAttempt ENDED = new RunAttempt.RepositoryBusy("nobody");

    private final CountDownLatch listening = new CountDownLatch(1);

    private RunHandle started(CountDownLatch end) {
        return RunHandle.start(
                observer -> {
                    listening.await();
                    observer.accept(ONE);
                    observer.accept(TWO);
                    end.await();
                    return ENDED;
                },
                List::of);
    }

    private RunHandle started() {
        return started(new CountDownLatch(0));
    }

    @Test
    void aListenerThatInterruptsItsThreadDecidesNothing() throws InterruptedException {
        try (RunHandle run = started()) {
            run.onEvent(notice -> Thread.currentThread().interrupt());
            listening.countDown();

            assertThat(run.await()).isEqualTo(ENDED);
        }
    }

    @Test
    void aStopThatAListenerUsesUpStopsTheRunAllTheSame() throws InterruptedException {
        try (RunHandle run = started(new CountDownLatch(1))) {
            run.onEvent(notice -> {
                run.stop();
                assertThat(Thread.interrupted()).isTrue();
            });
            listening.countDown();

            assertThat(run.await()).isInstanceOf(RunAttempt.Interrupted.class);
        }
    }

    @Test
    void everyListenerGetsEveryEventOnceWhoeverAddsOneMeanwhile() throws InterruptedException {
        List<RunNotice> added = new ArrayList<>();
        List<RunNotice> beside = new ArrayList<>();
        AtomicBoolean once = new AtomicBoolean();
        try (RunHandle run = started()) {
            run.onEvent(notice -> {
                if (once.compareAndSet(false, true)) {
                    run.onEvent(added::add);
                }
            });
            run.onEvent(beside::add);
            listening.countDown();

            assertThat(run.await()).isEqualTo(ENDED);
        }
        assertThat(beside).containsExactly(ONE, TWO);
        assertThat(added).containsExactly(ONE, TWO);
    }

    @Test
    void whoeverInterruptsTheRunStopsIt() throws InterruptedException {
        RunHandle.Work interrupted = observer -> {
            throw new InterruptedException("somebody");
        };

        try (RunHandle run = RunHandle.start(interrupted, List::of)) {
            assertThat(run.await()).isInstanceOf(RunAttempt.Interrupted.class);
            assertThat(run.result().toCompletableFuture()).isCompletedWithValue(run.await());
        }
    }

    @Test
    void whatFailsIsThrownAsItIs() {
        StoreFailed failure = new StoreFailed("no disk");
        RunHandle.Work failing = observer -> {
            throw failure;
        };

        try (RunHandle run = RunHandle.start(failing, List::of)) {
            assertThatThrownBy(run::await).isSameAs(failure);
        }
    }
}
