package dev.coord.core.driver;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one event, stored at most once however often it is tried: a store that fails may have stored it all the
 * same, and its actions would be lost if the event were taken for one that comes too late.
 */
final class StoredStep {

    /** A step that was decided and may be stored. */
    private record Decided(Optional<RunRecord> before, RunStep step) {

        boolean isStoredIn(Snapshot snapshot) {
            return !before.equals(step.after().run()) && step.after().run().equals(snapshot.run());
        }
    }

    private final CoordinationStore store;
    private final RunMachine machine;
    private final RunEvent event;
    private @Nullable Decided latest;
    private boolean refused;

    StoredStep(CoordinationStore store, RunMachine machine, RunEvent event) {
        this.store = store;
        this.machine = machine;
        this.event = event;
    }

    /** Whether the machine itself does not go on, so that another try is in vain. */
    boolean isRefused() {
        return refused;
    }

    RunStep attempt() {
        Decided unknown = latest;
        return store.update((before, now) -> {
                    if (unknown != null && unknown.isStoredIn(before)) {
                        return new Transition<>(before, unknown.step(), List.of());
                    }
                    RunStep step = decide(before, now);
                    return new Transition<>(step.after(), step, step.conflicts());
                })
                .outcome();
    }

    private RunStep decide(Snapshot before, Instant now) {
        try {
            RunStep step = machine.step(before, event, now);
            latest = new Decided(before.run(), step);
            return step;
        } catch (StoreFailed e) {
            refused = true;
            throw e;
        }
    }
}
