package dev.coord.testkit.concurrent;

import static org.assertj.core.api.Assertions.fail;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.lock.LockRegistry;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What threads read while others write, held against what the writers were answered. Each update changes two parts of the
 * snapshot: the state to a number that no other update writes, and the token of the locks to the next one.
 */
public final class Readings {

    private static final int OF_ONE = 1_000;

    private final Map<Long, Snapshot> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();

    public Readings() {
        acknowledged.put(0L, Snapshot.EMPTY);
    }

    /** Writes, and reads after each update. */
    public List<Snapshot> write(CoordinationStore store, int writer, int updates) {
        List<Snapshot> read = new ArrayList<>();
        for (int update = 1; update <= updates; update++) {
            int mark = writer * OF_ONE + update;
            try {
                Snapshot after = store.update((before, now) -> Transition.of(marked(before, mark), mark))
                        .after();
                acknowledged.put(after.revision(), after);
            } catch (StoreFailed e) {
                refused.incrementAndGet();
            }
            read.add(store.read());
        }
        return read;
    }

    /** Reads until the writers have ended; what was read twice in a row is kept once. */
    public static List<Snapshot> read(CoordinationStore store, BooleanSupplier ended) {
        List<Snapshot> read = new ArrayList<>();
        boolean last;
        do {
            last = ended.getAsBoolean();
            Snapshot snapshot = store.read();
            if (read.isEmpty() || !read.get(read.size() - 1).equals(snapshot)) {
                read.add(snapshot);
            }
        } while (!last);
        return read;
    }

    /** Fails with the numbers, and with the first thing read that cannot be. */
    public void requireCommitted(Collection<? extends List<Snapshot>> threads) {
        List<Snapshot> all = threads.stream().flatMap(List::stream).toList();
        List<Snapshot> wrong = all.stream().filter(this::isWrong).toList();
        List<Snapshot> halves = wrong.stream().filter(this::isHalf).toList();
        if (!halves.isEmpty()) {
            fail(told("an update is read whole or not at all", all, halves, "parts of two updates", this::half));
        }
        if (!wrong.isEmpty()) {
            fail(told("what was read was acknowledged", all, wrong, "an update that was not", this::dirty));
        }
        for (List<Snapshot> own : threads) {
            for (int i = 1; i < own.size(); i++) {
                if (own.get(i).revision() < own.get(i - 1).revision()) {
                    fail("promise of CoordinationStore.read: at least as new as what was read before\nrevision "
                            + own.get(i).revision() + " was read after revision "
                            + own.get(i - 1).revision());
                }
            }
        }
        if (refused.get() > 0) {
            fail("promise of CoordinationStore.update: it fails only where the state could not be written\n"
                    + updates());
        }
    }

    private static Snapshot marked(Snapshot before, int mark) {
        LockRegistry locks = before.locks();
        return Counter.at(before, mark)
                .withLocks(new LockRegistry(
                        locks.leases(),
                        locks.queue(),
                        locks.foreign(),
                        locks.lastToken().next(),
                        locks.lost()));
    }

    private boolean isWrong(Snapshot read) {
        return !read.equals(acknowledged.get(read.revision()));
    }

    private boolean isHalf(Snapshot read) {
        return revisionOf(read, Snapshot::state).isPresent()
                && revisionOf(read, Snapshot::locks).isPresent();
    }

    private Optional<Long> revisionOf(Snapshot read, Function<Snapshot, Object> part) {
        return acknowledged.values().stream()
                .filter(snapshot -> part.apply(snapshot).equals(part.apply(read)))
                .map(Snapshot::revision)
                .findFirst();
    }

    private String told(
            String promise, List<Snapshot> all, List<Snapshot> wrong, String what, Function<Snapshot, String> first) {
        return String.format(
                Locale.ROOT,
                "promise of CoordinationStore.read: %s%n%s; %,d of %,d readings show %s%nthe first: %s",
                promise,
                updates(),
                wrong.size(),
                all.size(),
                what,
                first.apply(wrong.get(0)));
    }

    private String updates() {
        return String.format(
                Locale.ROOT, "%,d updates acknowledged, %,d refused", acknowledged.size() - 1, refused.get());
    }

    private String half(Snapshot read) {
        return "revision " + read.revision() + " was read with the state of revision "
                + revisionOf(read, Snapshot::state).orElseThrow() + " and the locks of revision "
                + revisionOf(read, Snapshot::locks).orElseThrow();
    }

    private String dirty(Snapshot read) {
        Snapshot kept = acknowledged.get(read.revision());
        return "revision " + read.revision() + " was read as " + writer(read) + "; acknowledged as revision "
                + read.revision() + " was " + (kept == null ? "nothing" : writer(kept));
    }

    private static String writer(Snapshot snapshot) {
        int mark = Counter.of(snapshot);
        return mark == 0 ? "nothing" : "update " + mark % OF_ONE + " of thread " + mark / OF_ONE;
    }
}
