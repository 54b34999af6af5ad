package dev.coord.core.protocol.delta;

import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.FactValue;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.StateFacts;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts of a view in the brief form in which a commit tells them apart and remembers them: what all rows of a lease or a
 * request share is said once, and a long value is a digest. {@link #whole} gives what {@link Facts} gives of the file. For one
 * thread.
 */
final class BriefFacts {

    private static final String TRUE = "true";

    private final View view;
    private final NavigableMap<FactKey, String> facts;
    private final Map<String, RowGroup> leases = new HashMap<>();
    private final Map<String, RowGroup> queue = new HashMap<>();

    private BriefFacts(View view, NavigableMap<FactKey, String> facts) {
        this.view = view;
        this.facts = facts;
    }

    /** All that a view states. */
    static BriefFacts of(View view, Snapshot snapshot, Extras extras) {
        NavigableMap<FactKey, String> facts = new TreeMap<>();
        if (view == View.STATE) {
            StateFacts.add(snapshot.state(), facts);
        } else {
            snapshot.locks().foreign().forEach(lock -> add(lock, facts));
        }
        add(extras, facts);
        BriefFacts brief = new BriefFacts(view, facts);
        if (view == View.LOCKS) {
            snapshot.locks().leases().stream().map(RowGroup::of).forEach(lease -> brief.leases.put(lease.id(), lease));
            snapshot.locks().queue().stream()
                    .map(RowGroup::of)
                    .forEach(request -> brief.queue.put(request.id(), request));
        }
        return brief;
    }

    /** What a view states of all but leases and requests; without parts that are the same in another version. */
    static Map<FactKey, String> beside(
            View view, Snapshot snapshot, Snapshot other, Extras extras, Extras otherExtras) {
        Map<FactKey, String> facts = new TreeMap<>();
        if (view == View.STATE) {
            if (!snapshot.state().equals(other.state())) {
                StateFacts.add(snapshot.state(), facts);
            }
        } else if (!snapshot.locks().foreign().equals(other.locks().foreign())) {
            snapshot.locks().foreign().forEach(lock -> add(lock, facts));
        }
        if (!extras.equals(otherExtras)) {
            add(extras, facts);
        }
        return facts;
    }

    private static void add(ForeignLock lock, Map<FactKey, String> facts) {
        facts.put(
                Rows.lock(lock.lock(), lock.lockedBy(), lock.feature()).key(),
                FactValue.of(lock.timestamp().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private static void add(Extras extras, Map<FactKey, String> facts) {
        extras.top()
                .properties()
                .forEach(field -> facts.put(FactKey.top(field.getKey()), FactValue.of(field.getValue())));
        extras.rows()
                .forEach((row, fields) -> fields.properties()
                        .forEach(field -> facts.put(row.key().of(field.getKey()), FactValue.of(field.getValue()))));
        extras.pending().forEach(row -> {
            FactKey key = FactKey.row(Facts.PENDING, FactValue.of(row));
            FactKey free = key;
            for (int i = 2; facts.containsKey(free); i++) {
                free = key.and("no. " + i);
            }
            facts.put(free, TRUE);
        });
    }

    /**
     * Takes back what the latest commit changed.
     *
     * @return what came, went or was otherwise: of leases and requests the rows that came or went
     */
    Set<FactKey> undo(FactDelta delta) {
        Set<FactKey> touched = new HashSet<>(delta.was().keySet());
        delta.was()
                .forEach((key, value) ->
                        value.ifPresentOrElse(before -> facts.put(key, before), () -> facts.remove(key)));
        touched.addAll(delta.leases().undoIn(leases, RowGroup::lockRows));
        touched.addAll(delta.queue().undoIn(queue, RowGroup::pendingRows));
        return touched;
    }

    /** What {@link Facts#comparable} gives of the file that states this. */
    NavigableMap<FactKey, String> whole() {
        if (view == View.STATE) {
            return new TreeMap<>(facts);
        }
        NavigableMap<FactKey, String> whole = new TreeMap<>();
        leases.values().stream()
                .sorted(Comparator.comparingLong(
                        RowGroup::token)) // as they stand in the file, foreign locks behind them
                .forEach(lease -> lease.lockRows().forEach(row -> addLease(row, lease, whole)));
        facts.forEach((key, value) -> {
            if (key.list().isEmpty() || key.list().equals(Facts.PENDING)) {
                whole.put(key, value);
            } else if (key.field().isEmpty()) {
                whole.put(addLock(key, whole).of("timestamp"), value);
            }
        });
        queue.values()
                .forEach(request -> request.pendingRows().forEach(row -> {
                    whole.put(row, TRUE);
                    whole.put(row.of("timestamp"), request.sinceText());
                    whole.put(row.of("expires_at"), request.untilText());
                }));
        return whole;
    }

    private void addLease(FactKey row, RowGroup lease, Map<FactKey, String> whole) {
        FactKey key = addLock(row, whole);
        whole.put(key.of("timestamp"), lease.sinceText());
        whole.put(key.of("expires_at"), lease.untilText());
        whole.put(key.of("token"), FactValue.number(Long.toString(lease.token())));
        whole.put(key.of(Facts.LEASE), FactValue.of(lease.id()));
    }

    /** A row with the fields that others gave it; one that states the same as rows before it has a number. */
    private FactKey addLock(FactKey row, Map<FactKey, String> whole) {
        FactKey key = row;
        for (int i = 2; whole.containsKey(key); i++) {
            key = row.and("no. " + i);
        }
        whole.put(key, TRUE);
        for (Map.Entry<FactKey, String> fact : facts.tailMap(row, false).entrySet()) {
            FactKey field = fact.getKey();
            if (!field.list().equals(row.list()) || !field.row().equals(row.row())) {
                break;
            }
            whole.put(key.of(field.field().orElseThrow()), fact.getValue());
        }
        return key;
    }
}
