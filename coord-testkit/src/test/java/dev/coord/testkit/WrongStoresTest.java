package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.spi.ForwardingStore;
import dev.coord.lock.LockRegistry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.store.CoordinationStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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

    @Test
    void updatesThatWaitersNeedAndThatAreNotKeptAreToldByTheirPromise(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new Wrong(new InMemoryStore(clock)) {
            @Override
            <O> Transition<O> update(int number, Update<O> update) {
                return number % 7 == 0 ? update.apply(store().read(), store().now()) : store().update(update);
            }
        };

        assertThat(told(() -> contract.whatManyThreadsAreAnsweredIsLinearizable(home)))
                .contains("promise: what ")
                .doesNotContain("did not end within");
    }

    @Test
    void anUpdateReadThoughItWasRolledBackIsCounted(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new Wrong(new InMemoryStore(clock)) {
            private final AtomicReference<Snapshot> shown = new AtomicReference<>();

            @Override
            <O> Transition<O> update(int number, Update<O> update) {
                if (number % 10 != 0) {
                    shown.set(null);
                    return store().update(update);
                }
                Snapshot before = store().read();
                shown.set(update.apply(before, now()).after().withRevision(before.revision() + 1));
                throw new StoreFailed("the disk is full; nothing was changed");
            }

            @Override
            public Snapshot read() {
                Snapshot dirty = shown.get();
                return dirty == null ? store().read() : dirty;
            }
        };

        assertThat(told(() -> contract.readsWholeCommitsInTheirOrderWhileOthersWrite(home)))
                .contains("promise of CoordinationStore.read: what was read was acknowledged")
                .contains("180 updates acknowledged, 20 refused; ")
                .containsPattern("[\\d,]+ of [\\d,]+ readings show an update that was not\\R")
                .containsPattern(
                        "revision \\d+ was read as update \\d+ of thread [12]; acknowledged as revision \\d+ was ");
    }

    @Test
    void halfAnUpdateIsToldWithTheRevisionsOfItsParts(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new Wrong(new InMemoryStore(clock)) {
            private final AtomicReference<LockRegistry> before = new AtomicReference<>(LockRegistry.EMPTY);

            @Override
            <O> Transition<O> update(int number, Update<O> update) {
                before.set(store().read().locks());
                return store().update(update);
            }

            @Override
            public Snapshot read() {
                return store().read().withLocks(before.get());
            }
        };

        assertThat(told(() -> contract.readsWholeCommitsInTheirOrderWhileOthersWrite(home)))
                .contains("promise of CoordinationStore.read: an update is read whole or not at all")
                .containsPattern(
                        "200 updates acknowledged, 0 refused; [\\d,]+ of [\\d,]+ readings show parts of two updates")
                .containsPattern(
                        "revision \\d+ was read with the state of revision \\d+ and the locks of revision \\d+");
    }

    @Test
    void waitersThatAreNeverToldAreCounted(@TempDir Path home) {
        CoordinationStoreContract contract = (directory, clock) -> new ForwardingStore(new InMemoryStore(clock)) {
            @Override
            public CompletableFuture<Snapshot> when(Predicate<Snapshot> condition, Instant deadline) {
                return new CompletableFuture<>();
            }
        };

        assertThat(told(() -> contract.wakesEverybodyForAChange(home)))
                .contains("promise of CoordinationStore.when: whoever waits is told of a change")
                .contains("1 update acknowledged as revision 1; 0 of 5 waiters told of it, within 5 s");
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
