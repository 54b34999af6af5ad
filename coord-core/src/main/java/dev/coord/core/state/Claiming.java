package dev.coord.core.state;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.plan.Feature;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command.ClaimFeature;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an agent comes by its next feature: picked, begun and locked in one transition. Specification 4.2 and 3.2. */
final class Claiming {

    private Claiming() {}

    static Transition<ClaimOutcome> claim(Snapshot before, ClaimFeature command, Instant now) {
        Snapshot current = LockTable.expire(before, now);
        Optional<Lease> earlier = LockTable.leaseOf(current, command.request());
        if (earlier.isPresent()) {
            return Transition.of(current, claimed(current, earlier.get()));
        }
        Readiness readiness;
        try {
            readiness = Readiness.of(current, Optional.of(command.agent()));
        } catch (BadInput circle) {
            return Transition.of(current, new ClaimOutcome.Stuck(String.valueOf(circle.getMessage())));
        }
        Optional<Feature> best = readiness.ready(command.made()).stream().findFirst();
        return best.map(feature -> begun(current, feature, readiness.locks(feature.id()), command, now))
                .orElseGet(() -> Transition.of(current, readiness.nothing()));
    }

    private static Transition<ClaimOutcome> begun(
            Snapshot current, Feature feature, List<PathLock> locks, ClaimFeature command, Instant now) {
        LockRequest request = new LockRequest(
                command.request(),
                command.agent(),
                feature.id(),
                locks,
                ContentionPolicy.FAIL,
                command.ttl(),
                Duration.ZERO,
                command.owner(),
                Optional.empty());
        Transition<LockOutcome> locked = LockTable.request(current, request, now);
        if (!(locked.outcome() instanceof LockOutcome.Granted granted)) {
            throw new AssertionError(locked.outcome()); // its locks were free
        }
        StateDraft draft = new StateDraft(locked.after());
        draft.claim(feature, command.agent(), granted.lease().id());
        return Transition.of(draft.finish(), new ClaimOutcome.Claimed(feature, granted.lease()));
    }

    private static ClaimOutcome claimed(Snapshot current, Lease lease) {
        Feature feature = Features.declared(current, lease.feature())
                .orElseGet(() -> Feature.builder(lease.feature()).build());
        return new ClaimOutcome.Claimed(feature, lease);
    }
}
