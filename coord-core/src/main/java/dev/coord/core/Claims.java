package dev.coord.core;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.spi.PacedClock;
import dev.coord.core.state.Readiness;
import dev.coord.core.state.Rules;
import dev.coord.lock.Lease;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Waiting for a feature that can start. Nothing stands in a queue meanwhile: whoever finds it first has it. */
final class Claims {

    private Claims() {}

    static ClaimOutcome claim(CoordinationStore store, Command.ClaimFeature claim, Duration patience)
            throws InterruptedException {
        Instant deadline = store.now().plus(patience);
        List<FeatureId> made = new ArrayList<>(claim.made());
        made.addAll(madeBy(store, claim.agent()));
        Command<ClaimOutcome> command = claim.having(made.stream().distinct().toList());
        ClaimOutcome outcome = take(store, command);
        try (PacedClock.Turn turn = PacedClock.turn(store.clock(), "the claim of '" + claim.agent() + "'", () -> {})) {
            while (outcome instanceof ClaimOutcome.NothingReady && store.now().isBefore(deadline)) {
                Instant look = nextLook(store, deadline);
                turn.rest(look);
                store.await(snapshot -> !Readiness.isWaiting(snapshot, claim.agent()), look);
                outcome = take(store, command);
            }
            return outcome;
        }
    }

    private static ClaimOutcome take(CoordinationStore store, Command<ClaimOutcome> claim) {
        return store.update((before, now) -> Rules.apply(before, claim, now)).outcome();
    }

    /** When a lease ends, what it was claimed for can be claimed; a store need not say so by itself. */
    private static Instant nextLook(CoordinationStore store, Instant deadline) {
        return store.read().locks().leases().stream()
                .map(Lease::expiresAt)
                .filter(deadline::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(deadline);
    }

    /** What was completed while the agent worked on it. */
    private static List<FeatureId> madeBy(CoordinationStore store, AgentId agent) {
        Map<FeatureId, AgentId> worksOn = new HashMap<>();
        List<FeatureId> made = new ArrayList<>();
        try (Stream<HistoryEntry> entries = store.history().since(-1)) {
            entries.map(HistoryEntry::event)
                    .filter(HistoryEvent.Moved.class::isInstance)
                    .map(HistoryEvent.Moved.class::cast)
                    .forEach(moved -> {
                        if (moved.to() == FeatureStatus.COMPLETED && agent.equals(worksOn.get(moved.feature()))) {
                            made.add(moved.feature());
                        }
                        moved.agent().ifPresent(who -> worksOn.put(moved.feature(), who));
                    });
        }
        return made;
    }
}
