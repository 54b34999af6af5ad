package dev.coord.core.protocol;

import dev.coord.core.json.Survivors;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The facts of a view in the brief form in which a commit tells them apart and remembers them: what all rows of a lease or a
 * request share is said once, and a long value is a digest. {@link #whole} gives what {@link Facts} gives of the file. Pure.
 */
public final class BriefFacts {

    private static final String LEASE = "lease";
    private static final String REQUEST = "request";

    private final NavigableMap<FactKey, String> facts = new TreeMap<>();

    private BriefFacts() {}

    /** All that a view states. */
    public static NavigableMap<FactKey, String> of(View view, Snapshot snapshot, Extras extras) {
        BriefFacts brief = new BriefFacts();
        if (view == View.LOCKS) {
            LockRegistry locks = snapshot.locks();
            brief.addLocks(locks.leases(), locks.queue(), locks.foreign());
        } else {
            StateFacts.add(snapshot.state(), brief.facts);
        }
        brief.addExtras(extras);
        return brief.facts;
    }

    /**
     * What a view stated before a commit, of that which it states otherwise now. Leases and requests that are the same object
     * before and after are passed over.
     *
     * @return by key the value before, nothing for what was not stated
     */
    public static Map<FactKey, Optional<String>> changed(
            View view, Snapshot before, Extras extrasBefore, Snapshot after, Extras extrasAfter) {
        BriefFacts was = new BriefFacts();
        BriefFacts is = new BriefFacts();
        if (view == View.LOCKS) {
            addChanged(before.locks(), after.locks(), was, is);
        } else {
            StateFacts.add(before.state(), was.facts);
            StateFacts.add(after.state(), is.facts);
        }
        if (!extrasBefore.equals(extrasAfter)) {
            was.addExtras(extrasBefore);
            is.addExtras(extrasAfter);
        }
        Map<FactKey, Optional<String>> changed = new TreeMap<>();
        was.facts.forEach((key, value) -> {
            if (!value.equals(is.facts.get(key))) {
                changed.put(key, Optional.of(value));
            }
        });
        is.facts.keySet().stream()
                .filter(key -> !was.facts.containsKey(key))
                .forEach(key -> changed.put(key, Optional.empty()));
        return changed;
    }

    private static void addChanged(LockRegistry before, LockRegistry after, BriefFacts was, BriefFacts is) {
        int[] leases = Survivors.between(before.leases(), after.leases());
        int[] queue = Survivors.between(before.queue(), after.queue());
        boolean sameForeign = before.foreign().equals(after.foreign());
        was.addLocks(
                Survivors.gone(before.leases(), leases),
                Survivors.gone(before.queue(), queue),
                sameForeign ? List.of() : before.foreign());
        is.addLocks(
                which(after.leases(), place -> leases[place] < 0),
                which(after.queue(), place -> queue[place] < 0),
                sameForeign ? List.of() : after.foreign());
    }

    private static <T> List<T> which(List<T> all, IntPredicate places) {
        return IntStream.range(0, all.size()).filter(places).mapToObj(all::get).toList();
    }

    private void addLocks(Collection<Lease> leases, Collection<PendingRequest> queue, Collection<ForeignLock> foreign) {
        for (Lease lease : leases) {
            String id = lease.id().value();
            facts.put(
                    FactKey.row(LEASE, id),
                    time(lease.grantedAt()) + " " + time(lease.expiresAt()) + " "
                            + lease.token().value());
            lease.locks().forEach(lock -> facts.put(lock(lock, lease).and(id), ""));
        }
        for (PendingRequest waiting : queue) {
            String id = waiting.request().id().value();
            facts.put(FactKey.row(REQUEST, id), time(waiting.since()) + " " + time(waiting.deadline()));
            for (PathLock lock : waiting.request().locks()) {
                facts.put(
                        FactKey.row(
                                Facts.PENDING,
                                lock.path().value(),
                                lock.operation().jsonName(),
                                waiting.request().agent().value(),
                                waiting.request().feature().value(),
                                id),
                        "");
            }
        }
        for (ForeignLock lock : foreign) {
            facts.put(Rows.lock(lock.lock(), lock.lockedBy(), lock.feature()).key(), time(lock.timestamp()));
        }
    }

    private static FactKey lock(PathLock lock, Lease lease) {
        return Rows.lock(lock, lease.agent(), lease.feature()).key();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void addExtras(Extras extras) {
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
            facts.put(free, "");
        });
    }

    /**
     * What {@link Facts#comparable} gives of the file that states this.
     *
     * @param brief what {@link #of} gave
     */
    public static NavigableMap<FactKey, String> whole(View view, NavigableMap<FactKey, String> brief) {
        if (view == View.STATE) {
            return new TreeMap<>(brief);
        }
        NavigableMap<FactKey, String> whole = new TreeMap<>();
        Map<FactKey, List<String>> locks = new TreeMap<>();
        brief.forEach((key, value) -> {
            if (key.list().equals(Facts.PENDING)) {
                addRequest(key, brief, whole);
            } else if (key.list().equals(Facts.LOCKS) && key.field().isEmpty()) {
                boolean own = key.row().size() > Rows.LOCK_PARTS;
                locks.computeIfAbsent(FactKey.row(Facts.LOCKS, parts(key)), row -> new ArrayList<>())
                        .add(own ? lease(key, brief) : value);
            } else if (key.list().isEmpty()) {
                whole.put(key, value);
            }
        });
        locks.forEach((row, statements) -> addLock(row, statements, brief, whole));
        return whole;
    }

    private static String[] parts(FactKey lock) {
        return lock.row().subList(0, Rows.LOCK_PARTS).toArray(String[]::new);
    }

    private static String lease(FactKey lock, NavigableMap<FactKey, String> brief) {
        String id = lock.row().get(Rows.LOCK_PARTS);
        return brief.getOrDefault(FactKey.row(LEASE, id), "") + " " + id;
    }

    private static void addRequest(
            FactKey key, NavigableMap<FactKey, String> brief, NavigableMap<FactKey, String> whole) {
        whole.put(key, "true");
        if (key.row().size() > Rows.LOCK_PARTS) {
            String[] times = brief.getOrDefault(FactKey.row(REQUEST, key.row().get(Rows.LOCK_PARTS)), " ")
                    .split(" ", -1);
            whole.put(key.of("timestamp"), FactValue.of(times[0]));
            whole.put(key.of("expires_at"), FactValue.of(times[1]));
        }
    }

    /** Leases state what they state in the order of their tokens, foreign locks after them. */
    private static void addLock(
            FactKey row,
            List<String> statements,
            NavigableMap<FactKey, String> brief,
            NavigableMap<FactKey, String> whole) {
        statements.sort(Comparator.comparingLong(BriefFacts::token));
        Map<FactKey, String> extras = fields(row, brief);
        for (int i = 0; i < statements.size(); i++) {
            FactKey key = i == 0 ? row : row.and("no. " + (i + 1));
            String[] lease = statements.get(i).split(" ", -1);
            whole.put(key, "true");
            whole.put(key.of("timestamp"), FactValue.of(lease[0]));
            if (lease.length > 1) {
                whole.put(key.of("expires_at"), FactValue.of(lease[1]));
                whole.put(key.of("token"), FactValue.number(lease[2]));
                whole.put(key.of(Facts.LEASE), FactValue.of(lease[3]));
            }
            extras.forEach((field, value) -> whole.put(key.of(field.field().orElseThrow()), value));
        }
    }

    private static long token(String statement) {
        String[] lease = statement.split(" ", -1);
        return lease.length > 1 ? Long.parseLong(lease[2]) : Long.MAX_VALUE;
    }

    private static Map<FactKey, String> fields(FactKey row, NavigableMap<FactKey, String> brief) {
        Map<FactKey, String> fields = new TreeMap<>();
        brief.tailMap(row, false).entrySet().stream()
                .takeWhile(fact -> fact.getKey().list().equals(row.list())
                        && fact.getKey().row().equals(row.row()))
                .filter(fact -> fact.getKey().field().isPresent())
                .forEach(fact -> fields.put(fact.getKey(), fact.getValue()));
        return fields;
    }
}
