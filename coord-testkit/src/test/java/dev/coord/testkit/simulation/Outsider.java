package dev.coord.testkit.simulation;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** People and tools beside the run: they take locks, write locks into the file, break leases, and commit to the target. */
final class Outsider {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final FeatureId FEATURE = new FeatureId("outside");

    private final SimulatedRun world;
    private final double zeal;
    private int deeds;
    private boolean gone;

    Outsider(SimulatedRun world, double zeal) {
        this.world = world;
        this.zeal = zeal;
    }

    void begin() {
        world.timeline().in(world.chance().delay(LONGEST_PAUSE), () -> {
            if (!gone) {
                if (world.chance().happens(zeal)) {
                    doSomething();
                }
                begin();
            }
        });
    }

    /** Frees everything and does nothing more. */
    void leave() {
        gone = true;
        update(before -> withForeign(before, List.of()));
        for (Lease lease : world.memory().read().locks().leases()) {
            if (lease.feature().equals(FEATURE)) {
                command(new Command.ReleaseLease(lease.id()));
            }
        }
    }

    boolean isHarmless() {
        return zeal == 0;
    }

    private void doSomething() {
        switch (world.chance().below(8)) {
            case 0, 1 -> takeLocks();
            case 2 -> freeLocks();
            case 3 -> update(before -> withForeign(before, List.of(foreign())));
            case 4 -> update(before -> withForeign(before, List.of()));
            case 5 -> breakALease();
            case 6 -> world.repository().commitToTarget("outside/" + deeds++ + ".md", "outside " + deeds);
            default -> world.repository().commitToTarget(SimulatedAgents.concrete(path()), "outside " + deeds++);
        }
        world.tell("the outsider did something");
        world.wake();
    }

    private void takeLocks() {
        LockRequest.Builder request = LockRequest.builder(
                        "outsider-" + world.chance().below(2), FEATURE.value())
                .id(new RequestId("outside-" + deeds++))
                .policy(ContentionPolicy.WAIT)
                .ttl(world.chance().delay(Duration.ofSeconds(90)).plusSeconds(1))
                .patience(world.chance().delay(Duration.ofSeconds(30)));
        for (int i = 0; i <= world.chance().below(2); i++) {
            if (world.chance().happens(0.5)) {
                request.write(path().value());
            } else {
                request.read(path().value());
            }
        }
        command(new Command.RequestLocks(request.build()));
    }

    private void freeLocks() {
        world.memory().read().locks().leases().stream()
                .filter(lease -> lease.feature().equals(FEATURE))
                .findFirst()
                .ifPresent(lease -> command(new Command.ReleaseLease(lease.id())));
    }

    private void breakALease() {
        List<Lease> leases = world.memory().read().locks().leases();
        if (!leases.isEmpty() && world.chance().happens(0.3)) {
            command(new Command.ReleaseLease(world.chance().pick(leases).id()));
        }
    }

    private ForeignLock foreign() {
        return new ForeignLock(
                new PathLock(path(), Operation.WRITE),
                new AgentId("shell"),
                FEATURE,
                world.clock().instant());
    }

    private RepoPath path() {
        List<RepoPath> paths = new ArrayList<>(List.of(new RepoPath("app/x.ts")));
        world.features().features().values().forEach(feature -> paths.addAll(feature.fileWrites()));
        return world.chance().pick(paths);
    }

    private void command(Command<?> command) {
        world.memory().update((before, now) -> Rules.apply(before, command, now));
    }

    /** As a store does that finds the file edited: what was set free is granted in the same update. */
    private void update(Function<Snapshot, Snapshot> edit) {
        world.memory().update((before, now) -> Transition.of(LockTable.expire(edit.apply(before), now), ""));
    }

    private static Snapshot withForeign(Snapshot before, List<ForeignLock> foreign) {
        return before.withLocks(before.locks().withForeign(foreign));
    }
}
