package dev.coord.core.run.feature;

import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.lock.Renewals;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.scheduling.Phases;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.Durations;
import dev.coord.core.run.text.Wording;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.run.FeaturePhase;
import dev.coord.state.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run looks after while agents work: leases are renewed in time, lost ones and endless agents are ended. */
public final class Upkeep {

    /** A runner ends its agent at the timeout; this much later the run insists. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Upkeep() {}

    public static void renewAndWatch(RunDraft draft, PhaseTimes spent) {
        draft.change(snapshot -> LockTable.expire(snapshot, draft.now()));
        for (FeatureId id : List.copyOf(draft.run().features().keySet())) {
            FeaturePhase phase = draft.phaseOf(id);
            Duration time = spent.in(phase, id, draft.feature(id).attempts());
            if (phase instanceof FeaturePhase.Queued queued) {
                giveUpInTime(draft, id, queued, time);
            }
            Optional<LeaseId> named = Phases.leaseOf(phase);
            if (named.isEmpty()) {
                continue;
            }
            Optional<Lease> held = draft.snapshot().locks().leases().stream()
                    .filter(lease -> lease.id().equals(named.get()))
                    .findFirst();
            if (held.isPresent()) {
                renewInTime(draft, held.get());
            } else {
                lost(draft, id, phase, named.get());
            }
            if (phase instanceof FeaturePhase.Running running) {
                endIfEndless(draft, id, running, time);
            }
        }
    }

    private static void renewInTime(RunDraft draft, Lease lease) {
        if (Renewals.isDue(lease, draft.now())) {
            draft.apply(new Command.RenewLease(lease.id()));
        }
    }

    private static void lost(RunDraft draft, FeatureId id, FeaturePhase phase, LeaseId lease) {
        String reason = "its lease " + lease + " was lost: " + LockTable.ending(draft.snapshot(), lease);
        if (phase instanceof FeaturePhase.Running running) {
            draft.endAgent(id, running, reason);
        } else if (phase instanceof FeaturePhase.Ready ready) {
            Failures.fail(draft, id, ready, reason);
        }
    }

    private static void giveUpInTime(RunDraft draft, FeatureId id, FeaturePhase.Queued queued, Duration waited) {
        Duration timeout = draft.run().settings().timeout();
        if (waited.compareTo(timeout) <= 0) {
            return;
        }
        LockOutcome outcome = draft.apply(new Command.WithdrawRequest(queued.request()));
        if (outcome instanceof LockOutcome.TimedOut late) {
            Failures.fail(
                    draft,
                    id,
                    queued,
                    "its locks were not free within " + Durations.text(timeout)
                            + (late.heldBy().isEmpty() ? "" : "; in the way: " + Wording.holders(late.heldBy()))
                            + "; see 'coord lock list'");
        }
    }

    private static void endIfEndless(RunDraft draft, FeatureId id, FeaturePhase.Running running, Duration ran) {
        Duration timeout = draft.run().settings().timeout();
        if (ran.compareTo(timeout.plus(GRACE)) > 0) {
            draft.endAgent(id, running, "did not end within " + Durations.text(timeout));
        }
    }
}
