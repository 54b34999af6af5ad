package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.FeatureId;
import dev.coord.plan.ConflictType;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.Acknowledged;
import dev.coord.testkit.concurrent.Counter;
import dev.coord.testkit.concurrent.OtherThread;
import dev.coord.testkit.concurrent.Woken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stores promise whose data outlives them: several on one home, and one after the other. */
public interface SharedHomeContract extends StoreContract {

    /** What is logged here: whole seconds, as the protocol's log has them. */
    ConflictEntry LOGGED = new ConflictEntry(
            ManualClock.START,
            ConflictType.SCHEMA_CONFLICT,
            List.of(new FeatureId("P3_posts"), new FeatureId("P2_user_profile")),
            List.of("profiles"),
            "Serialize P3_posts after P2_user_profile");

    @Test
    default void findsEverythingWhenOpenedAgain(@TempDir Path home) {
        assumeTrue(persistent(), "the store forgets with the object");
        Snapshot written;
        try (CoordinationStore store = open(home, new ManualClock())) {
            written = store.update((before, now) -> new Transition<>(FullSnapshot.get(), "", List.of(LOGGED)))
                    .after();
        }

        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThat(store.read()).isEqualTo(written);
            assertThat(store.conflicts()).containsExactly(LOGGED);
            assertThat(store.update(Counter.increment()).after().revision()).isEqualTo(written.revision() + 1);
        }
    }

    @Test
    default void findsEveryPhaseOfARunWhenOpenedAgain(@TempDir Path home) {
        assumeTrue(persistent(), "the store forgets with the object");
        for (RunPhase phase : FullSnapshot.runPhases()) {
            RunRecord record = FullSnapshot.get().run().orElseThrow().in(phase);
            try (CoordinationStore store = open(home, new ManualClock())) {
                store.update((before, now) -> Transition.of(before.withRun(record), ""));
            }

            try (CoordinationStore store = open(home, new ManualClock())) {
                assertThat(store.read().run()).contains(record);
            }
        }
    }

    @Test
    default void findsEverythingThoughNobodyClosed(@TempDir Path home) {
        assumeTrue(persistent(), "the store forgets with the object");
        try (CoordinationStore left = open(home, new ManualClock());
                CoordinationStore store = open(home, new ManualClock())) {
            Snapshot written = left.update((before, now) -> new Transition<>(FullSnapshot.get(), "", List.of(LOGGED)))
                    .after();

            assertThat(store.read()).isEqualTo(written);
            assertThat(store.conflicts()).containsExactly(LOGGED);
        }
    }

    @Test
    default void losesNoIncrementOfTwoStores(@TempDir Path home) throws InterruptedException {
        assumeTrue(persistent(), "the store forgets with the object");
        try (CoordinationStore one = open(home, new ManualClock());
                CoordinationStore two = open(home, new ManualClock())) {
            List<OtherThread<List<Integer>>> threads = new ArrayList<>();
            for (CoordinationStore store : List.of(one, two, one, two)) {
                threads.add(OtherThread.doing(() -> {
                    List<Integer> answers = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        answers.add(store.update(Counter.increment()).outcome());
                    }
                    return answers;
                }));
            }
            List<List<Integer>> answers = new ArrayList<>();
            for (OtherThread<List<Integer>> thread : threads) {
                answers.add(thread.result());
            }

            Acknowledged.requireKept(answers, one);
            assertThat(answers).hasSize(4).allSatisfy(own -> assertThat(own).hasSize(100));
            assertThat(one.read()).isEqualTo(two.read());
        }
    }

    @Test
    default void wakesForAChangeOfAnotherStore(@TempDir Path home) throws InterruptedException {
        assumeTrue(persistent(), "the store forgets with the object");
        try (CoordinationStore one = open(home, new ManualClock());
                CoordinationStore two = open(home, new ManualClock())) {
            OtherThread<Snapshot> waiter = OtherThread.doing(() -> one.awaitChange(0, AwaitChangeContract.FAR))
                    .onceItWaits();

            Snapshot changed = two.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiter)).isEqualTo(changed);
        }
    }

    @Test
    default void closingOneStoreLeavesTheOtherOpen(@TempDir Path home) throws InterruptedException {
        assumeTrue(persistent(), "the store forgets with the object");
        try (CoordinationStore one = open(home, new ManualClock())) {
            OtherThread<Snapshot> waiter = OtherThread.doing(() -> one.awaitChange(0, AwaitChangeContract.FAR))
                    .onceItWaits();

            try (CoordinationStore two = open(home, new ManualClock())) {
                two.update((before, now) -> Transition.of(before, "refused"));
            }
            Snapshot changed = one.update(Counter.increment()).after();

            assertThat(Woken.by(changed, waiter)).isEqualTo(changed);
            assertThat(one.read()).isEqualTo(changed);
        }
    }

    @Test
    default void keepsTwoHomesApart(@TempDir Path home, @TempDir Path other) {
        assumeTrue(persistent(), "the store forgets with the object");
        try (CoordinationStore one = open(home, new ManualClock());
                CoordinationStore two = open(other, new ManualClock())) {
            one.update(Counter.increment());

            assertThat(two.read()).isEqualTo(Snapshot.EMPTY);
        }
    }
}
