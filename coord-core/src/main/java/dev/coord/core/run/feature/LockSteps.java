package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.Wording;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import java.util.List;
import java.util.Optional;

/** How a feature comes by its locks. */
public final class LockSteps {

    private LockSteps() {}

    /** Asks for the locks of a feature whose workspace is there. */
    static void ask(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting) {
        LockRequest request = request(draft, id, waiting);
        LockOutcome outcome = draft.apply(new Command.RequestLocks(request));
        if (outcome instanceof LockOutcome.Granted granted) {
            locked(draft, id, waiting, granted.lease());
        } else if (outcome instanceof LockOutcome.Waiting held) {
            if (!(waiting instanceof FeaturePhase.Queued)) {
                draft.tell(new FeatureNotice.LocksAwaited(id, waiting.agent(), held.heldBy()));
            }
            draft.enter(id, new FeaturePhase.Queued(waiting.workspace(), waiting.agent(), request.id()));
        } else {
            Failures.fail(draft, id, waiting, "its locks were refused: " + refusal(outcome));
        }
    }

    /** Looks whether locks were granted meanwhile. */
    public static void lookForGrants(RunDraft draft) {
        for (FeatureId id : List.copyOf(draft.run().features().keySet())) {
            if (draft.phaseOf(id) instanceof FeaturePhase.Queued queued) {
                lookForGrant(draft, id, queued);
            }
        }
    }

    /** A request that left the queue though its time was not over is made again: the wall clock had been set. */
    private static void lookForGrant(RunDraft draft, FeatureId id, FeaturePhase.Queued queued) {
        Optional<Lease> lease = LockTable.leaseOf(draft.snapshot(), queued.request());
        if (lease.isPresent()) {
            tellGranted(draft, queued, lease.get(), true);
            draft.enter(id, new FeaturePhase.Ready(queued.workspace(), queued.agent(), lease.get()));
            return;
        }
        boolean waits = draft.snapshot().locks().queue().stream()
                .anyMatch(pending -> pending.request().id().equals(queued.request()));
        if (!waits) {
            ask(draft, id, queued);
        }
    }

    private static LockRequest request(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting) {
        Workspace workspace = waiting.workspace();
        List<PathLock> locks =
                draft.context().locks(draft.declared(id), draft.run().settings().overlap());
        return new LockRequest(
                new RequestId(workspace.run() + ":" + id + ":" + workspace.attempt()),
                waiting.agent(),
                id,
                locks,
                ContentionPolicy.WAIT,
                LockRequest.DEFAULT_TTL,
                draft.run().settings().timeout(),
                Optional.of(draft.context().owner()),
                Optional.of(age(draft.run(), id)));
    }

    /** Without the wave, a policy that goes by age would take an early wave's work for young. */
    private static Age age(RunRecord run, FeatureId id) {
        int wave = run.waves().stream()
                .filter(planned -> planned.features().contains(id))
                .mapToInt(Wave::number)
                .findFirst()
                .orElse(Age.NO_WAVE);
        return new Age(wave, run.startedAt());
    }

    private static void locked(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting, Lease lease) {
        draft.enter(id, new FeaturePhase.Ready(waiting.workspace(), waiting.agent(), lease));
        tellGranted(draft, waiting, lease, false);
    }

    private static void tellGranted(RunDraft draft, FeaturePhase.Manned phase, Lease lease, boolean waited) {
        draft.tell(new FeatureNotice.LocksGranted(
                phase.workspace().feature(),
                phase.agent(),
                lease.id(),
                lease.token(),
                lease.locks().size(),
                waited));
    }

    private static String refusal(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Denied denied) {
            return Wording.holders(denied.heldBy());
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return Wording.holders(timedOut.heldBy());
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return "waiting would close the circle " + deadlocked.cycle();
        }
        throw new AssertionError(outcome);
    }
}
