package dev.coord.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SnapshotWaitersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant DEADLINE = NOW.plus(Duration.ofMinutes(1));
    private static final Snapshot OLD = Snapshot.EMPTY.withRevision(1);
    private static final Snapshot LATEST = Snapshot.EMPTY.withRevision(2);
    private static final Snapshot NEXT = Snapshot.EMPTY.withRevision(3);

    private final SnapshotWaiters waiters = new SnapshotWaiters(() -> NOW);

    @Test
    void nobodyIsAnsweredWithASnapshotFromBeforeHeCame() {
        CompletableFuture<Snapshot> answer = waiters.add(snapshot -> snapshot.revision() != 2, DEADLINE, () -> LATEST);

        waiters.answer(OLD);
        assertThat(answer).isNotDone();

        waiters.answer(NEXT);
        assertThat(answer).isCompletedWithValue(NEXT);
    }

    @Test
    void nobodyIsAnsweredWithAnOldSnapshotWhileHeComes() {
        CompletableFuture<Snapshot> answer = waiters.add(snapshot -> snapshot.revision() == 1, DEADLINE, () -> {
            waiters.answer(OLD);
            return LATEST;
        });

        assertThat(answer).isNotDone();
    }

    @Test
    void whatIsShownWhileHeComesIsNotMissed() {
        AtomicReference<Snapshot> store = new AtomicReference<>(LATEST);

        CompletableFuture<Snapshot> answer = waiters.add(snapshot -> snapshot.revision() == 3, DEADLINE, () -> {
            Snapshot read = store.getAndSet(NEXT);
            waiters.answer(NEXT);
            return read;
        });

        assertThat(answer).isCompletedWithValue(NEXT);
    }
}
