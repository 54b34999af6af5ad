package dev.coord.core.protocol.edit;

import dev.coord.AgentId;
import dev.coord.core.protocol.Rows;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What an edit of the latest version says about rows that stand: since when a lock of others is held, who works on a feature,
 * why one is blocked. Pure.
 */
final class EditedDetails {

    private EditedDetails() {}

    /** The snapshot with these; itself where nothing differs. */
    static Snapshot in(View view, Snapshot snapshot, EditedView edited) {
        return view == View.LOCKS
                ? snapshot.withLocks(locks(snapshot.locks(), edited))
                : snapshot.withState(state(snapshot.state(), edited));
    }

    private static LockRegistry locks(LockRegistry locks, EditedView edited) {
        List<ForeignLock> foreign =
                locks.foreign().stream().map(lock -> dated(lock, edited)).toList();
        return foreign.equals(locks.foreign()) ? locks : locks.withForeign(foreign);
    }

    /** The file shows whole seconds only, so the rest of a second is kept. */
    private static ForeignLock dated(ForeignLock lock, EditedView edited) {
        Instant time = edited.times().get(Rows.lock(lock.lock(), lock.lockedBy(), lock.feature()));
        return time == null || isSameSecond(time, lock.timestamp())
                ? lock
                : new ForeignLock(lock.lock(), lock.lockedBy(), lock.feature(), time);
    }

    private static boolean isSameSecond(Instant one, Instant other) {
        return one.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
    }

    private static CoordinationState state(CoordinationState state, EditedView edited) {
        return new CoordinationState(
                state.currentWave(),
                state.completed(),
                state.active().stream().map(entry -> worked(entry, edited)).toList(),
                state.blocked().stream().map(entry -> explained(entry, edited)).toList(),
                state.schemaChanges(),
                state.sharedResources());
    }

    private static ActiveFeature worked(ActiveFeature entry, EditedView edited) {
        String agent = edited.agents().get(entry.feature().value());
        if (agent == null
                || entry.agent().filter(id -> id.value().equals(agent)).isPresent()) {
            return entry;
        }
        return new ActiveFeature(entry.feature(), Optional.of(new AgentId(agent)));
    }

    private static BlockedFeature explained(BlockedFeature entry, EditedView edited) {
        EditedView.Reason reason = edited.reasons().get(entry.feature().value());
        return reason == null
                ? entry
                : new BlockedFeature(entry.feature(), reason.status(), entry.agent(), reason.text());
    }
}
