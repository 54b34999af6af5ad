package dev.coord.fs;

import dev.coord.core.lock.LockTable;
import dev.coord.lock.ForeignLock;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.plan.RepoPath;
import dev.coord.state.ActiveFeature;
import dev.coord.state.BlockedFeature;
import dev.coord.state.CoordinationState;
import dev.coord.state.FeatureStatus;
import dev.coord.state.SchemaChange;
import dev.coord.state.SharedResource;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an edit of a view means: a three-way merge of what the editor saw, what he wrote and what is. What he added or took
 * away is honoured; what is missing only because he saw an old version is not touched. Pure. Reading 8.
 */
final class ForeignEdits {

    private static final String BY_HAND = "written into the file by hand";

    private ForeignEdits() {}

    /**
     * Merges an edit.
     *
     * @param seen what the file stated when the edit was begun; null if that is not known, then nothing is taken away
     */
    static Snapshot merge(View view, Snapshot current, @Nullable Set<Row> seen, EditedView edited, Instant now) {
        Set<Row> stands = view.rows(current);
        Set<Row> added = new TreeSet<>(edited.rows());
        added.removeAll(seen == null ? stands : seen);
        added.removeAll(stands);
        Set<Row> removed = new TreeSet<>();
        if (seen != null) {
            removed.addAll(seen);
            removed.removeAll(edited.rows());
            removed.retainAll(stands);
        }
        if (added.isEmpty() && removed.isEmpty()) {
            return current;
        }
        return view == View.LOCKS
                ? locks(current, added, removed, edited, now)
                : current.withState(state(current.state(), added, removed, edited));
    }

    private static Snapshot locks(Snapshot current, Set<Row> added, Set<Row> removed, EditedView edited, Instant now) {
        LockRegistry locks = current.locks();
        List<Lease> leases = new ArrayList<>();
        for (Lease lease : locks.leases()) {
            List<PathLock> left = lease.locks().stream()
                    .filter(lock -> !removed.contains(Rows.lock(lock, lease.agent(), lease.feature())))
                    .toList();
            if (left.size() == lease.locks().size()) {
                leases.add(lease);
            } else if (!left.isEmpty()) {
                leases.add(new Lease(
                        lease.id(),
                        lease.request(),
                        lease.agent(),
                        lease.feature(),
                        lease.token(),
                        left,
                        lease.grantedAt(),
                        lease.expiresAt(),
                        lease.ttl(),
                        lease.owner()));
            }
        }
        List<ForeignLock> foreign = new ArrayList<>(locks.foreign());
        foreign.removeIf(lock -> removed.contains(Rows.lock(lock.lock(), lock.lockedBy(), lock.feature())));
        for (Row row : added) {
            foreign.add(foreignLock(row, edited.times().getOrDefault(row, now)));
        }
        return LockTable.expire(
                current.withLocks(new LockRegistry(leases, locks.queue(), foreign, locks.lastToken())), now);
    }

    private static ForeignLock foreignLock(Row row, Instant since) {
        return new ForeignLock(
                new PathLock(
                        new RepoPath(row.part(0)), Operation.valueOf(row.part(1).toUpperCase(Locale.ROOT))),
                new AgentId(row.part(2)),
                new FeatureId(row.part(3)),
                since);
    }

    private static CoordinationState state(
            CoordinationState state, Set<Row> added, Set<Row> removed, EditedView edited) {
        List<FeatureId> completed = new ArrayList<>(state.completed());
        List<ActiveFeature> active = new ArrayList<>(state.active());
        List<BlockedFeature> blocked = new ArrayList<>(state.blocked());
        completed.removeIf(id -> removed.contains(Row.of(Row.Kind.COMPLETED, id.value())));
        active.removeIf(entry ->
                removed.contains(Row.of(Row.Kind.ACTIVE, entry.feature().value())));
        blocked.removeIf(entry ->
                removed.contains(Row.of(Row.Kind.BLOCKED, entry.feature().value())));
        for (Row row : added) {
            if (row.kind() == Row.Kind.COMPLETED || row.kind() == Row.Kind.ACTIVE || row.kind() == Row.Kind.BLOCKED) {
                FeatureId id = new FeatureId(row.part(0));
                completed.remove(id);
                active.removeIf(entry -> entry.feature().equals(id));
                blocked.removeIf(entry -> entry.feature().equals(id));
            }
            // rows come sorted: what is both added as completed and as active ends as active, as its editor had it last
            if (row.kind() == Row.Kind.COMPLETED) {
                completed.add(new FeatureId(row.part(0)));
            } else if (row.kind() == Row.Kind.ACTIVE) {
                active.add(new ActiveFeature(new FeatureId(row.part(0)), Optional.empty()));
            } else if (row.kind() == Row.Kind.BLOCKED) {
                blocked.add(new BlockedFeature(
                        new FeatureId(row.part(0)), FeatureStatus.BLOCKED, Optional.empty(), BY_HAND));
            }
        }
        return new CoordinationState(
                wave(state.currentWave(), added),
                completed,
                active,
                blocked,
                schema(state.schemaChanges(), added, removed, edited),
                resources(state.sharedResources(), added, removed));
    }

    private static int wave(int current, Set<Row> added) {
        return added.stream()
                .filter(row -> row.kind() == Row.Kind.WAVE)
                .map(row -> Integer.parseInt(row.part(0)))
                .findFirst()
                .orElse(current);
    }

    private static List<SchemaChange> schema(
            List<SchemaChange> current, Set<Row> added, Set<Row> removed, EditedView edited) {
        List<SchemaChange> changes = new ArrayList<>(current);
        changes.removeIf(change -> removed.contains(
                Row.of(Row.Kind.SCHEMA, change.feature().value(), change.table(), change.operation())));
        added.stream()
                .filter(row -> row.kind() == Row.Kind.SCHEMA)
                .map(row -> new SchemaChange(
                        new FeatureId(row.part(0)),
                        row.part(1),
                        row.part(2),
                        edited.committed().contains(row)))
                .forEach(changes::add);
        return changes;
    }

    private static SortedMap<String, SharedResource> resources(
            SortedMap<String, SharedResource> current, Set<Row> added, Set<Row> removed) {
        SortedMap<String, SharedResource> resources = new TreeMap<>();
        Set<String> names = new TreeSet<>(current.keySet());
        added.stream().filter(row -> row.kind() == Row.Kind.RESOURCE).forEach(row -> names.add(row.part(0)));
        removed.stream().filter(row -> row.kind() == Row.Kind.RESOURCE).forEach(row -> names.remove(row.part(0)));
        for (String name : names) {
            SharedResource resource = current.getOrDefault(name, new SharedResource(false, List.of()));
            Row initialized = Row.of(Row.Kind.INITIALIZED, name);
            List<FeatureId> users = new ArrayList<>(resource.featuresUsing());
            users.removeIf(user -> removed.contains(Row.of(Row.Kind.USER, name, user.value())));
            added.stream()
                    .filter(row -> row.kind() == Row.Kind.USER && row.part(0).equals(name))
                    .forEach(row -> users.add(new FeatureId(row.part(1))));
            boolean ready = (resource.initialized() && !removed.contains(initialized)) || added.contains(initialized);
            resources.put(name, new SharedResource(ready, users));
        }
        return resources;
    }
}
