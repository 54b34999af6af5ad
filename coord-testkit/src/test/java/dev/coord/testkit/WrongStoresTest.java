package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coord.core.spi.ForwardingStore;
import dev.coord.lock.LockRegistry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that break a promise on purpose: the contracts say which one, with numbers or a history, in a few lines. */
class WrongStoresTest {

    private static String told(ThrowingCallable test) {
        Throwable failure = catchThrowable(test);
        assertThat(failure).isInstanceOf(AssertionError.class);
        String message = String.valueOf(failure.getMessage()).strip();
        assertThat(message.lines()).as(message).hasSizeLessThan(20);
        return message;
    }

    @Test
    void lostUpdatesAreCounted(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new Wrong(new InMemoryStore(clock)) {
            @Override
            <O> Transition<O> update(int number, Update<O> update) {
                return number % 10 == 0 ? update.apply(store().read(), store().now()) : store().update(update);
            }
        };

        assertThat(told(() -> contract.losesNoIncrementOfManyThreads(home)))
                .contains("no acknowledged update is lost")
                .contains("1,600 updates acknowledged, 1,440 kept")
                .containsPattern(
                        "thread \\d+ was answered \\d+ by its update \\d+, and thread \\d+ by its update \\d+");
    }

    @Test
    void aLockGrantedTwiceIsToldByAHistory(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new Wrong(new InMemoryStore(clock)) {
            @Override
            <O> Transition<O> update(int number, Update<O> update) {
                return store().update((before, now) -> {
                    LockRegistry none = LockRegistry.EMPTY;
                    return update.apply(number % 2 == 0 ? before.withLocks(none) : before, now);
                });
            }
        };

        assertThat(told(() -> contract.whatManyThreadsAreAnsweredIsLinearizable(home)))
                .contains("what many threads are answered, one could have been answered alone")
                .contains("agent-");
    }

    private abstract static class Wrong extends ForwardingStore {

        private final AtomicInteger updates = new AtomicInteger();

        Wrong(CoordinationStore store) {
            super(store);
        }

        abstract <O> Transition<O> update(int number, Update<O> update);

        @Override
        public <O> Transition<O> update(Update<O> update) {
            return update(updates.incrementAndGet(), update);
        }
    }
}
