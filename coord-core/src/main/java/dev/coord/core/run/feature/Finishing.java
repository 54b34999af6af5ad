package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.step.RunDraft;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.run.FeaturePhase;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import java.util.Optional;

/** Work is done, and waits for its wave. */
final class Finishing {

    private Finishing() {}

    /**
     * Its locks are free from now on. Those of an earlier start of the run are free already, and what the work meets where they were
     * tells its fence.
     */
    static void finish(RunDraft draft, FeatureId id, FeaturePhase.Checking checking) {
        if (checking.lease().isPresent()) {
            LeaseId lease = checking.lease().get();
            Optional<Lease> held = held(draft, lease);
            if (held.isEmpty()) {
                Failures.fail(draft, id, checking, "its lease " + lease + " was lost while it was checked");
                return;
            }
            LifecycleOutcome completed = draft.apply(new Command.CompleteFeature(
                    id, checking.agent(), Optional.of(held.get().token())));
            if (completed instanceof LifecycleOutcome.Refused refused) {
                Failures.fail(draft, id, checking, refused.message());
                return;
            }
        }
        draft.enter(id, checking.passed());
        draft.tell(new FeatureNotice.Finished(
                id,
                checking.agent(),
                checking.workspace().attempt(),
                checking.passed().tip(),
                checking.passed().changed().size(),
                checking.ran().orElseGet(() -> draft.feature(id).agentTime())));
    }

    /** The lease, while it is held. */
    static Optional<Lease> held(RunDraft draft, LeaseId lease) {
        return draft.snapshot().locks().leases().stream()
                .filter(held -> held.id().equals(lease))
                .findFirst();
    }
}
