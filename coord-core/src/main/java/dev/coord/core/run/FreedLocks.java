package dev.coord.core.run;

import dev.coord.core.lock.LockTable;
import dev.coord.core.run.scheduling.Phases;
import dev.coord.lock.RequestId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.time.Instant;

/** The locks of a run that nobody drives any more, given back; what it waited for is withdrawn. */
final class FreedLocks {

    private FreedLocks() {}

    static Snapshot in(Snapshot before, RunRecord run, Instant now) {
        Snapshot after = before;
        for (RunRecord.FeatureRun feature : run.features().values()) {
            if (feature.phase() instanceof FeaturePhase.Queued queued) {
                after = withdrawn(after, queued.request(), now);
            }
            Snapshot held = after;
            after = Phases.leaseOf(feature.phase())
                    .map(lease -> LockTable.release(held, lease, now).after())
                    .orElse(after);
        }
        return after;
    }

    /** The request may have been granted while nobody drove the run. */
    private static Snapshot withdrawn(Snapshot before, RequestId request, Instant now) {
        Snapshot after = LockTable.withdraw(before, request, now).after();
        return LockTable.leaseOf(after, request)
                .map(lease -> LockTable.release(after, lease.id(), now).after())
                .orElse(after);
    }
}
