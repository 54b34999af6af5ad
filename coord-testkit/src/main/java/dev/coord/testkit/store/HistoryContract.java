package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.History.HistoryEvent.Ending;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link History} promises. */
public interface HistoryContract extends StoreContract {

    @Test
    default void tellsEachCommitByItsRevisionInOrder(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Lease lease = granted(store, "agent");
            long middle = store.read().revision();
            apply(store, new Command.ReleaseLease(lease.id()));

            List<HistoryEntry> entries = told(store, -1);

            assertThat(entries)
                    .extracting(HistoryEntry::event)
                    .containsExactly(
                            new HistoryEvent.Granted(lease),
                            new HistoryEvent.Ended(
                                    lease.id(), lease.agent(), lease.feature(), lease.token(), Ending.RELEASED));
            assertThat(entries)
                    .extracting(HistoryEntry::revision)
                    .containsExactly(middle, store.read().revision());
            assertThat(entries.get(1).since()).isEqualTo(middle);
            assertThat(entries).extracting(HistoryEntry::at).containsOnly(ManualClock.START);
        }
    }

    @Test
    default void tellsOnlyWhatCameAfterARevision(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            granted(store, "first");
            long seen = store.read().revision();
            Lease second = granted(store, "second");

            assertThat(told(store, seen))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.event()).isEqualTo(new HistoryEvent.Granted(second)));
            assertThat(told(store, store.read().revision())).isEmpty();
        }
    }

    @Test
    default void tellsNothingBeforeTheFirstCommitAndOfUpdatesThatChangeNothing(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThat(told(store, -1)).isEmpty();

            store.update((before, now) -> Transition.of(before, ""));

            assertThat(told(store, -1)).isEmpty();
        }
    }

    @Test
    default void tellsWhatWasLoggedThoughNothingElseChanged(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            store.update((before, now) -> new Transition<>(before, "", List.of(SharedHomeContract.LOGGED)));

            assertThat(told(store, -1))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.event())
                            .isEqualTo(new HistoryEvent.Conflicted(SharedHomeContract.LOGGED)));
        }
    }

    @Test
    default void tellsThatALeaseWasOverWhenItsTimeHadPassed(@TempDir Path home) {
        ManualClock clock = new ManualClock();
        try (CoordinationStore store = open(home, clock)) {
            granted(store, "late");
            clock.advance(Duration.ofHours(1));
            granted(store, "next");

            assertThat(told(store, -1))
                    .extracting(HistoryEntry::event)
                    .filteredOn(HistoryEvent.Ended.class::isInstance)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(((HistoryEvent.Ended) event).why()).isEqualTo(Ending.EXPIRED));
        }
    }

    @Test
    default void isReadOnWhileCommitsFollow(@TempDir Path home) {
        try (CoordinationStore store = open(home, new ManualClock())) {
            Lease first = granted(store, "first");
            granted(store, "second");
            try (Stream<HistoryEntry> entries = store.history().since(-1)) {
                Iterator<HistoryEntry> rest = entries.iterator();
                assertThat(rest.next().event()).isEqualTo(new HistoryEvent.Granted(first));

                apply(store, new Command.ReleaseLease(first.id()));

                assertThat(rest.next().event()).isInstanceOf(HistoryEvent.Granted.class);
            }
            assertThat(told(store, -1)).hasSize(3);
        }
    }

    @Test
    default void keepsItsHistoryWhenOpenedAgain(@TempDir Path home) {
        assumeTrue(persistent(), "the store forgets with the object");
        List<HistoryEntry> before;
        try (CoordinationStore store = open(home, new ManualClock())) {
            granted(store, "agent");
            before = told(store, -1);
        }

        try (CoordinationStore store = open(home, new ManualClock())) {
            assertThat(told(store, -1)).isEqualTo(before).isNotEmpty();
        }
    }

    @Test
    default void aClosedStoreTellsNoHistory(@TempDir Path home) {
        CoordinationStore store = open(home, new ManualClock());
        History history = store.history();
        store.close();

        assertThatThrownBy(() -> history.since(-1)).isInstanceOf(StoreFailed.class);
    }

    private static List<HistoryEntry> told(CoordinationStore store, long since) {
        try (Stream<HistoryEntry> entries = store.history().since(since)) {
            return entries.toList();
        }
    }

    private static Lease granted(CoordinationStore store, String agent) {
        LockRequest request = LockRequest.builder(agent, "P1")
                .write("src/" + agent)
                .ttl(Duration.ofMinutes(10))
                .build();
        return ((LockOutcome.Granted) apply(store, new Command.RequestLocks(request))).lease();
    }

    private static <O> O apply(CoordinationStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }
}
