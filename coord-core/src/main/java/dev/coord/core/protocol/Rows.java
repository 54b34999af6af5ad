package dev.coord.core.protocol;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.PathLock;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What a snapshot states in the protocol's files. */
public final class Rows {

    /** Path, operation, agent and feature. */
    public static final int LOCK_PARTS = 4;

    private Rows() {}

    /** What of a snapshot a file shows. */
    public static Object part(View view, Snapshot snapshot) {
        return view == View.LOCKS ? snapshot.locks() : snapshot.state();
    }

    /** The rows that a file shows of a snapshot. */
    public static Set<Row> of(View view, Snapshot snapshot) {
        return view == View.LOCKS ? ofLocks(snapshot) : ofState(snapshot.state());
    }

    private static Set<Row> ofLocks(Snapshot snapshot) {
        return ofLocks(snapshot.locks().leases(), snapshot.locks().foreign());
    }

    static Set<Row> ofLocks(Collection<Lease> leases, Collection<ForeignLock> locks) {
        Set<Row> rows = new TreeSet<>();
        for (Lease lease : leases) {
            lease.locks().forEach(lock -> rows.add(lock(lock, lease.agent(), lease.feature())));
        }
        for (ForeignLock foreign : locks) {
            rows.add(lock(foreign.lock(), foreign.lockedBy(), foreign.feature()));
        }
        return rows;
    }

    public static Row lock(PathLock lock, AgentId agent, FeatureId feature) {
        return Row.of(Row.Kind.LOCK, lock.path().value(), lock.operation().jsonName(), agent.value(), feature.value());
    }

    public static Row schema(Row.Kind kind, SchemaChange change) {
        return Row.of(kind, change.feature().value(), change.table(), change.operation());
    }

    static Set<Row> ofState(CoordinationState state) {
        Set<Row> rows = new TreeSet<>();
        rows.add(Row.of(Row.Kind.WAVE, Integer.toString(state.currentWave())));
        state.completed().forEach(id -> rows.add(Row.of(Row.Kind.COMPLETED, id.value())));
        state.active()
                .forEach(entry ->
                        rows.add(Row.of(Row.Kind.ACTIVE, entry.feature().value())));
        state.blocked()
                .forEach(entry ->
                        rows.add(Row.of(Row.Kind.BLOCKED, entry.feature().value())));
        state.schemaChanges().forEach(change -> {
            rows.add(schema(Row.Kind.SCHEMA, change));
            if (change.committed()) {
                rows.add(schema(Row.Kind.COMMITTED, change));
            }
        });
        state.sharedResources().forEach((name, resource) -> {
            rows.add(Row.of(Row.Kind.RESOURCE, name));
            if (resource.initialized()) {
                rows.add(Row.of(Row.Kind.INITIALIZED, name));
            }
            resource.featuresUsing().forEach(user -> rows.add(Row.of(Row.Kind.USER, name, user.value())));
        });
        return rows;
    }
}
