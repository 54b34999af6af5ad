package dev.coord.testkit;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.Snapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What somebody knows who saw one snapshot and from then on only read the history. */
record Replayed(
        Map<LeaseId, Lease> leases,
        Map<RequestId, PendingRequest> queue,
        Set<ForeignLock> foreign,
        Map<FeatureId, Standing> features) {

    /** Where a feature stands that is not pending. */
    record Standing(FeatureStatus status, Optional<AgentId> agent, String reason) {}

    static Replayed of(Snapshot snapshot) {
        Replayed known = new Replayed(new TreeMap<>(), new TreeMap<>(), new HashSet<>(), new TreeMap<>());
        snapshot.locks().leases().forEach(lease -> known.leases.put(lease.id(), lease));
        snapshot.locks()
                .queue()
                .forEach(ticket -> known.queue.put(ticket.request().id(), ticket));
        known.foreign.addAll(snapshot.locks().foreign());
        snapshot.state()
                .completed()
                .forEach(id -> known.features.put(id, new Standing(FeatureStatus.COMPLETED, Optional.empty(), "")));
        snapshot.state()
                .active()
                .forEach(entry ->
                        known.features.put(entry.feature(), new Standing(FeatureStatus.ACTIVE, entry.agent(), "")));
        snapshot.state()
                .blocked()
                .forEach(entry -> known.features.put(
                        entry.feature(), new Standing(entry.status(), entry.agent(), entry.reason())));
        return known;
    }

    void learn(HistoryEvent event) {
        if (event instanceof HistoryEvent.Granted granted) {
            queue.remove(granted.lease().request());
            leases.put(granted.lease().id(), granted.lease());
        } else if (event instanceof HistoryEvent.Changed changed) {
            leases.put(changed.lease().id(), changed.lease());
        } else if (event instanceof HistoryEvent.Ended ended) {
            leases.remove(ended.lease());
        } else if (event instanceof HistoryEvent.Waiting waiting) {
            queue.put(waiting.request().request().id(), waiting.request());
        } else if (event instanceof HistoryEvent.Left left) {
            queue.remove(left.request());
        } else if (event instanceof HistoryEvent.ForeignAdded added) {
            foreign.add(added.lock());
        } else if (event instanceof HistoryEvent.ForeignRemoved removed) {
            foreign.remove(removed.lock());
        } else if (event instanceof HistoryEvent.Moved moved) {
            if (moved.to() == FeatureStatus.PENDING) {
                features.remove(moved.feature());
            } else {
                features.put(moved.feature(), new Standing(moved.to(), moved.agent(), moved.reason()));
            }
        }
    }
}
