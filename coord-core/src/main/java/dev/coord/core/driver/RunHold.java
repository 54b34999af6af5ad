package dev.coord.core.driver;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.RunMachine;
import dev.coord.lock.LockRequest;
import dev.coord.run.RunDriver;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to drive the run of a store, taken before anything is asked of the repository or removed from it: of two that begin in
 * the same instant, one has it. Renewed on a thread of its own until the run is under way, and given back however the run ends.
 */
final class RunHold implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunHold.class);

    private static final Duration RENEWAL = LockRequest.DEFAULT_TTL.dividedBy(3);

    private final CoordinationStore store;
    private final RunMachine machine;
    private BiFunction<Snapshot, Instant, Snapshot> end;
    private Optional<RunRecord> earlier = Optional.empty();
    private @Nullable Thread renewer;
    private volatile boolean renewedElsewhere;

    /** What was there when it was taken. */
    private record Found(Optional<RunRecord> rival, Optional<RunRecord> earlier) {}

    RunHold(CoordinationStore store, RunMachine machine) {
        this.store = store;
        this.machine = machine;
        this.end = machine::signOff; // a store that fails may have let it sign in all the same
    }

    /** Takes it, unless a rival has it. */
    Optional<RunRecord> take(RunId fresh, Optional<ProcessId> dead, RunSettings settings) {
        return take(fresh, dead, settings, (snapshot, now) -> snapshot);
    }

    /** The same; what is to be settled before stays when it is given back. */
    Optional<RunRecord> take(
            RunId fresh,
            Optional<ProcessId> dead,
            RunSettings settings,
            BiFunction<Snapshot, Instant, Snapshot> settle) {
        Transition<Found> taken = store.update((before, now) -> {
            Optional<RunRecord> rival = machine.rival(before, dead, now);
            if (rival.isPresent()) {
                return Transition.of(before, new Found(rival, before.run()));
            }
            Snapshot settled = settle.apply(before, now);
            return Transition.of(
                    machine.signIn(settled, fresh, settings, now), new Found(Optional.empty(), settled.run()));
        });
        Found found = taken.outcome();
        if (found.rival().isEmpty()) {
            earlier = found.earlier();
            end = (snapshot, now) -> undone(snapshot);
            renewer = new Thread(() -> renew(taken.after()), "coord-run-hold");
            renewer.setDaemon(true);
            renewer.start();
        }
        return found.rival();
    }

    /** A process that drove the run of the store, and is dead. */
    static Optional<ProcessId> deadOwner(Snapshot snapshot) {
        return snapshot.run().map(RunRecord::owner).filter(owner -> !ProcessLife.isAlive(owner));
    }

    /** The snapshot as it would be had it not been taken. */
    Snapshot undone(Snapshot snapshot) {
        return machine.signOut(snapshot, earlier);
    }

    /** From here on the run renews it itself. */
    void begun() {
        end = machine::signOff;
        stopRenewing();
    }

    /** Where the store does not take it, the lease ends by itself. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // a store is busy for a thread that is to end
        stopRenewing();
        while (renewer != null && renewer.isAlive()) {
            try {
                renewer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            store.update((snapshot, now) -> Transition.of(end.apply(snapshot, now), snapshot.revision()));
        } catch (RuntimeException e) {
            LOG.warn("a run that has ended could not sign off; until its lease ends no other one begins here", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stopRenewing() {
        renewedElsewhere = true;
        if (renewer != null) {
            renewer.interrupt();
        }
    }

    private void renew(Snapshot taken) {
        Snapshot latest = taken;
        try {
            while (!renewedElsewhere && machine.drives(latest)) {
                try {
                    awaitRenewal(latest);
                    latest = store.update((before, now) -> Transition.of(machine.renew(before, now), before.revision()))
                            .after();
                } catch (StoreFailed | ExecutionException e) {
                    LOG.debug("a run that begins could not renew its lease; trying again", e);
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is under way, or given back
        }
    }

    private void awaitRenewal(Snapshot latest) throws InterruptedException, ExecutionException {
        Instant due = latest.run()
                .flatMap(RunRecord::driver)
                .flatMap(RunDriver::until)
                .orElseGet(store::now)
                .minus(RENEWAL.multipliedBy(2));
        CompletableFuture<Snapshot> wait = store.when(snapshot -> false, due);
        try {
            wait.get();
        } finally {
            wait.cancel(false);
        }
    }
}
