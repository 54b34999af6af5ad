package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.Acknowledged;
import dev.coord.testkit.concurrent.Counter;
import dev.coord.testkit.concurrent.OtherThread;
import dev.coord.testkit.concurrent.Readings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link CoordinationStore#read}, {@link CoordinationStore#update} and the conflict log promise. */
public interface UpdateContract extends StoreContract {

    @Test
    default void isEmptyWhenNew(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThat(store.read()).isEqualTo(Snapshot.EMPTY);
            assertThat(store.conflicts()).isEmpty();
        }
    }

    @Test
    default void readsWhatWasAcknowledged(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Transition<String> committed = store.update((before, now) -> Transition.of(FullSnapshot.get(), "done"));

            assertThat(committed.outcome()).isEqualTo("done");
            assertThat(committed.after()).isEqualTo(FullSnapshot.get().withRevision(1));
            assertThat(store.read()).isEqualTo(committed.after());
        }
    }

    @Test
    default void countsTheRevisionByOneWhateverAnUpdateLeavesInIt(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            for (long wrong : new long[] {77, -5, 0, 1, Long.MAX_VALUE}) {
                Snapshot before = store.read();

                Transition<Integer> committed = store.update((snapshot, now) -> Transition.of(
                        Counter.at(snapshot, Counter.of(snapshot) + 1).withRevision(wrong), 0));

                assertThat(committed.after().revision()).isEqualTo(before.revision() + 1);
                assertThat(store.read()).isEqualTo(committed.after());
            }
        }
    }

    @Test
    default void leavesTheRevisionWhenNothingChanges(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Snapshot before = store.update(Counter.increment()).after();

            Transition<String> refused = store.update((snapshot, now) -> Transition.of(snapshot, "refused"));
            Transition<String> onlyRevision =
                    store.update((snapshot, now) -> Transition.of(snapshot.withRevision(99), "nothing"));

            assertThat(refused.outcome()).isEqualTo("refused");
            assertThat(List.of(refused.after(), onlyRevision.after(), store.read()))
                    .containsOnly(before);
        }
    }

    @Test
    default void changesNothingWhenTheUpdateThrows(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Snapshot before = store.update(Counter.increment()).after();
            RuntimeException thrown = new IllegalStateException("thrown by the update");

            assertThatThrownBy(() -> store.update((snapshot, now) -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);

            assertThat(store.read()).isEqualTo(before);
            assertThat(store.update(Counter.increment()).outcome()).isEqualTo(2);
        }
    }

    @Test
    default void staysUsableWhenTheUpdateEndsInAnError(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThatThrownBy(() -> store.update((snapshot, now) -> {
                        throw new StackOverflowError();
                    }))
                    .isNotNull();

            assertThat(store.read()).isEqualTo(Snapshot.EMPTY);
            assertThat(store.update(Counter.increment()).outcome()).isEqualTo(1);
        }
    }

    @Test
    default void tellsTheTimeOfItsClock(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            Instant later = ManualClock.START.plusSeconds(7);
            clock.set(later);

            assertThat(store.now()).isEqualTo(later);
            assertThat(store.update((snapshot, now) -> Transition.of(snapshot, now))
                            .outcome())
                    .isEqualTo(later);
        }
    }

    @Test
    default void goesOnWhenTheClockJumpsBack(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            store.update(Counter.increment());
            clock.set(clock.instant().minus(Duration.ofDays(400)));

            Transition<Integer> committed = store.update(Counter.increment());

            assertThat(committed.after().revision()).isEqualTo(2);
            assertThat(store.read()).isEqualTo(committed.after());
        }
    }

    @Test
    default void logsConflictsInOrderWithTheChangeTheyBelongTo(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            store.update((before, now) -> new Transition<>(Counter.at(before, 1), "", List.of(entry(1), entry(2))));
            store.update((before, now) -> new Transition<>(before, "", List.of(entry(3))));
            store.update((before, now) -> new Transition<>(Counter.at(before, 2), "", List.of(entry(4))));

            assertThat(store.conflicts()).containsExactly(entry(1), entry(2), entry(3), entry(4));
            assertThat(store.read().revision()).isEqualTo(2);
        }
    }

    @Test
    default void logsEqualConflictsAsOftenAsTheyHappen(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            store.update((before, now) -> new Transition<>(before, "", List.of(entry(1))));
            store.update((before, now) -> new Transition<>(before, "", List.of(entry(1))));

            assertThat(store.conflicts()).containsExactly(entry(1), entry(1));
        }
    }

    @Test
    default void losesNoIncrementOfManyThreads(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            List<OtherThread<List<Integer>>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(OtherThread.doing(() -> increments(store, 200)));
            }
            List<List<Integer>> answers = new ArrayList<>();
            for (OtherThread<List<Integer>> thread : threads) {
                answers.add(thread.result());
            }

            Acknowledged.requireKept(answers, store);
            assertThat(answers)
                    .hasSize(8)
                    .allSatisfy(own -> assertThat(own).hasSize(200).isSorted());
        }
    }

    @Test
    default void readsWholeCommitsInTheirOrderWhileOthersWrite(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Readings readings = new Readings();
            List<OtherThread<List<Snapshot>>> writers = List.of(
                    OtherThread.doing(() -> readings.write(store, 1, 100)),
                    OtherThread.doing(() -> readings.write(store, 2, 100)));
            List<List<Snapshot>> read = new ArrayList<>();
            read.add(Readings.read(store, () -> writers.stream().allMatch(OtherThread::hasEnded)));
            for (OtherThread<List<Snapshot>> writer : writers) {
                read.add(writer.result());
            }

            readings.requireCommitted(read);
            assertThat(store.read().revision()).isEqualTo(200);
        }
    }

    @Test
    default void anInterruptedThreadUpdatesWhollyOrNotAtAll(@TempDir Path home) throws InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock())) {
            boolean acknowledged =
                    OtherThread.doing(() -> acknowledgesWhenInterrupted(store)).result();

            assertThat(Counter.of(store.read())).isEqualTo(acknowledged ? 1 : 0);
            assertThat(store.update(Counter.increment()).outcome()).isEqualTo(acknowledged ? 2 : 1);
        }
    }

    @Test
    default void logsConflictsInWholeSeconds(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            ConflictEntry entry = entry(1, ManualClock.START.plusNanos(1_999_999_999));

            store.update((before, now) -> new Transition<>(before, "noticed", List.of(entry)));

            assertThat(store.conflicts()).containsExactly(entry);
            assertThat(entry.at()).isEqualTo(ManualClock.START.plusSeconds(1));
        }
    }

    @Test
    default void refusesEverythingOnceClosed(@TempDir Path home) {
        CoordinationStore store = open(home, new ManualClock());
        store.close();
        store.close();

        assertThatThrownBy(store::read).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> store.update(Counter.increment())).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(store::conflicts).isInstanceOf(StoreFailed.class);
    }

    private static boolean acknowledgesWhenInterrupted(CoordinationStore store) {
        Thread.currentThread().interrupt();
        try {
            store.update(Counter.increment());
            return true;
        } catch (StoreFailed e) {
            return false;
        } finally {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the interrupt is still there for the caller")
                    .isTrue();
        }
    }

    private static List<Integer> increments(CoordinationStore store, int count) {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(store.update(Counter.increment()).outcome());
        }
        return answers;
    }

    private static ConflictEntry entry(int number) {
        return entry(number, ManualClock.START.plusSeconds(number));
    }

    private static ConflictEntry entry(int number, Instant at) {
        return new ConflictEntry(
                at,
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(new FeatureId("P4_admin_panel"), new FeatureId("P2_user_profile")),
                List.of("middleware.ts", "app/[id]/page.tsx"),
                "Serialize P4 after P2, " + number);
    }
}
