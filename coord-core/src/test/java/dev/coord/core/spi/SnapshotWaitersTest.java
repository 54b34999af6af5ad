package dev.coord.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotWaitersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant DEADLINE = NOW.plus(Duration.ofMinutes(1));
    private static final Snapshot OLD = Snapshot.EMPTY.withRevision(1);
    private static final Snapshot LATEST = Snapshot.EMPTY.withRevision(2);
    private static final Snapshot NEXT = Snapshot.EMPTY.withRevision(3);

    private Instant now = NOW;
    private final SnapshotWaiters waiters = new SnapshotWaiters(() -> now);

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
    void aSnapshotThatWasShownIsNotLookedAtAgain() {
        AtomicInteger looks = new AtomicInteger();
        waiters.add(snapshot -> looks.incrementAndGet() > 10, DEADLINE, () -> LATEST);

        waiters.answer(NEXT);
        waiters.answer(NEXT);

        assertThat(looks).hasValue(2);
    }

    @Test
    void eachGivesUpAtHisOwnDeadlineThoughNothingMoves() {
        List<CompletableFuture<Snapshot>> answers = IntStream.of(3, 1, 2)
                .mapToObj(seconds -> waiters.add(snapshot -> false, NOW.plusSeconds(seconds), () -> LATEST))
                .toList();

        waiters.answer(LATEST);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        now = NOW.plusSeconds(1);
        waiters.answer(LATEST);
        assertThat(answers).map(CompletableFuture::isDone).containsExactly(false, true, false);
        now = NOW.plusSeconds(2);
        waiters.answer(LATEST);
        assertThat(answers).map(CompletableFuture::isDone).containsExactly(false, true, true);
        now = NOW.plusSeconds(3);
        waiters.answer(LATEST);
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(waiters.isEmpty()).isTrue();
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
