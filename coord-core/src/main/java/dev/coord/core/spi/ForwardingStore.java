package dev.coord.core.spi;

import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Passes every call on to the store behind, its clock too, so that keepers and waiters still register with a {@link PacedClock}.
 * For stores that differ from another one in few calls: one that fails, counts or lies. As safe as the store behind.
 */
public abstract class ForwardingStore implements CoordinationStore {

    private final CoordinationStore store;

    /**
     * Before a store.
     *
     * @param store the store behind
     */
    protected ForwardingStore(CoordinationStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * The store behind.
     *
     * @return it
     */
    protected final CoordinationStore store() {
        return store;
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public InstantSource clock() {
        return store.clock();
    }

    @Override
    public Snapshot read() {
        return store.read();
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        return store.update(update);
    }

    @Override
    public CompletableFuture<Snapshot> when(Predicate<Snapshot> condition, Instant deadline) {
        return store.when(condition, deadline);
    }

    @Override
    public List<ConflictEntry> conflicts() {
        return store.conflicts();
    }

    @Override
    public History history() {
        return store.history();
    }

    @Override
    public void close() {
        store.close();
    }
}
