package dev.coord.core.protocol.edit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.protocol.Row;
import dev.coord.core.protocol.Rows;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an edit of the latest version of a view means: what was added or taken away is honoured. {@link Rebase} makes such an
 * edit of one that was begun earlier. Pure. Reading 8.
 */
final class EditMeaning {

    private EditMeaning() {}

    /**
     * Merges an edit.
     *
     * @param view which file was edited
     * @param current what is
     * @param edited what was written
     * @param now the store's time
     * @return {@code current} itself where the edit adds and takes away nothing
     */
    static Snapshot merge(View view, Snapshot current, EditedView edited, Instant now) {
        Set<Row> stands = Rows.of(view, current);
        Set<Row> added = new TreeSet<>(edited.rows());
        added.removeAll(edited.own());
        added.removeAll(stands);
        Set<Row> removed = new TreeSet<>(stands);
        removed.removeAll(edited.rows());
        if (added.isEmpty() && removed.isEmpty()) {
            return current;
        }
        return view == View.LOCKS
                ? current.withLocks(locks(current.locks(), added, removed, edited, now))
                : current.withState(state(current.state(), added, removed));
    }

    private static LockRegistry locks(
            LockRegistry locks, Set<Row> added, Set<Row> removed, EditedView edited, Instant now) {
        List<Lease> leases = new ArrayList<>();
        List<LostLease> lost = new ArrayList<>(locks.lost());
        for (Lease lease : locks.leases()) {
            List<PathLock> left = lease.locks().stream()
                    .filter(lock -> !removed.contains(Rows.lock(lock, lease.agent(), lease.feature())))
                    .toList();
            if (left.size() == lease.locks().size()) {
                leases.add(lease);
            } else if (!left.isEmpty()) {
                leases.add(lease.holding(left));
            } else {
                lost.add(new LostLease(lease.id(), LostLease.Cause.REMOVED, now.truncatedTo(ChronoUnit.SECONDS), ""));
            }
        }
        List<ForeignLock> foreign = new ArrayList<>(locks.foreign());
        foreign.removeIf(lock -> removed.contains(Rows.lock(lock.lock(), lock.lockedBy(), lock.feature())));
        for (Row row : added) {
            foreign.add(foreignLock(row, edited.times().getOrDefault(row, now)));
        }
        return new LockRegistry(leases, locks.queue(), foreign, locks.lastToken(), lost);
    }

    private static ForeignLock foreignLock(Row row, Instant since) {
        return new ForeignLock(
                new PathLock(
                        new RepoPath(row.part(0)), Operation.valueOf(row.part(1).toUpperCase(Locale.ROOT))),
                new AgentId(row.part(2)),
                new FeatureId(row.part(3)),
                since);
    }

    private static CoordinationState state(CoordinationState state, Set<Row> added, Set<Row> removed) {
        FeatureLists lists = new FeatureLists(state);
        lists.remove(removed);
        lists.add(added);
        return new CoordinationState(
                wave(state.currentWave(), added),
                lists.completed(),
                lists.active(),
                lists.blocked(),
                schema(state.schemaChanges(), added, removed),
                resources(state.sharedResources(), added, removed));
    }

    private static int wave(int current, Set<Row> added) {
        return added.stream()
                .filter(row -> row.kind() == Row.Kind.WAVE)
                .map(row -> Integer.parseInt(row.part(0)))
                .findFirst()
                .orElse(current);
    }

    private static List<SchemaChange> schema(List<SchemaChange> current, Set<Row> added, Set<Row> removed) {
        List<SchemaChange> changes = new ArrayList<>();
        for (SchemaChange change : current) {
            Row committed = Rows.schema(Row.Kind.COMMITTED, change);
            if (!removed.contains(Rows.schema(Row.Kind.SCHEMA, change))) {
                changes.add(new SchemaChange(
                        change.feature(),
                        change.table(),
                        change.operation(),
                        added.contains(committed) || (change.committed() && !removed.contains(committed))));
            }
        }
        for (Row row : added) {
            if (row.kind() == Row.Kind.SCHEMA) {
                Row committed = new Row(Row.Kind.COMMITTED, row.parts());
                changes.add(new SchemaChange(
                        new FeatureId(row.part(0)), row.part(1), row.part(2), added.contains(committed)));
            }
        }
        return changes;
    }

    private static SortedMap<String, SharedResource> resources(
            SortedMap<String, SharedResource> current, Set<Row> added, Set<Row> removed) {
        SortedMap<String, SharedResource> resources = new TreeMap<>();
        Set<String> names = new TreeSet<>(current.keySet());
        added.stream().filter(row -> row.kind() == Row.Kind.RESOURCE).forEach(row -> names.add(row.part(0)));
        removed.stream().filter(row -> row.kind() == Row.Kind.RESOURCE).forEach(row -> names.remove(row.part(0)));
        Map<String, List<FeatureId>> newUsers = added.stream()
                .filter(row -> row.kind() == Row.Kind.USER)
                .collect(groupingBy(row -> row.part(0), mapping(row -> new FeatureId(row.part(1)), toList())));
        for (String name : names) {
            SharedResource resource = current.getOrDefault(name, new SharedResource(false, List.of()));
            Row initialized = Row.of(Row.Kind.INITIALIZED, name);
            List<FeatureId> users = new ArrayList<>(resource.featuresUsing());
            users.removeIf(user -> removed.contains(Row.of(Row.Kind.USER, name, user.value())));
            users.addAll(newUsers.getOrDefault(name, List.of()));
            boolean ready = (resource.initialized() && !removed.contains(initialized)) || added.contains(initialized);
            resources.put(name, new SharedResource(ready, users));
        }
        return resources;
    }
}
