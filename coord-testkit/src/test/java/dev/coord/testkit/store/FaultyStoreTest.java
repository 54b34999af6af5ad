package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.store.Snapshot;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.Counter;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {

    @Test
    void leavesNothingBehindWhenItFailsBeforeTheCommit() {
        FaultyStore store =
                FaultyStore.failingOnce(new InMemoryStore(new ManualClock()), 1, FaultyStore.Fault.BEFORE_COMMIT);

        assertThatThrownBy(() -> store.update(Counter.increment())).isInstanceOf(StoreFailed.class);

        assertThat(store.read()).isEqualTo(Snapshot.EMPTY);
        assertThat(store.update(Counter.increment()).outcome()).isEqualTo(1);
    }

    @Test
    void hasWrittenWhenTheReplyIsLost() {
        FaultyStore store =
                FaultyStore.failingOnce(new InMemoryStore(new ManualClock()), 2, FaultyStore.Fault.AFTER_COMMIT);
        store.update(Counter.increment());

        assertThatThrownBy(() -> store.update(Counter.increment()))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("unknown");

        assertThat(Counter.of(store.read())).isEqualTo(2);
        assertThat(store.updates()).isEqualTo(2);
    }
}
