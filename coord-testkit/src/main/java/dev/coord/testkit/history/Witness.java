package dev.coord.testkit.history;

import dev.coord.core.spi.ForwardingStore;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.history.RecordedCall.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** A store that notes which snapshots it shows. For one thread. */
final class Witness extends ForwardingStore {

    private final List<Step> steps = new ArrayList<>();

    Witness(CoordinationStore store) {
        super(store);
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public Snapshot read() {
        return noted(store().read());
    }

    @Override
    public <O> Transition<O> update(Update<O> update) {
        AtomicLong from = new AtomicLong();
        Transition<O> done = store().update((before, now) -> {
            from.set(before.revision()); // the last call is the one that counts
            return update.apply(before, now);
        });
        note(from.get(), done.after());
        return done;
    }

    @Override
    public Snapshot await(Predicate<Snapshot> condition, Instant deadline) throws InterruptedException {
        return noted(store().await(condition, deadline));
    }

    private Snapshot noted(Snapshot snapshot) {
        note(snapshot.revision(), snapshot);
        return snapshot;
    }

    private void note(long before, Snapshot after) {
        CRC32 digest = new CRC32();
        digest.update((after.locks().toString() + after.state()).getBytes(StandardCharsets.UTF_8));
        steps.add(new Step(before, after.revision(), after.locks().lastToken().value(), digest.getValue()));
    }
}
