package dev.coord.testkit.history.check;

import dev.coord.FeatureId;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.StoreCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether each request that was denied is in the conflict log, once. A request that is for locks alone has a feature of its
 * own, whose name begins with "w".
 */
public final class Denials {

    private Denials() {}

    /**
     * Checks a history.
     *
     * @param calls of all clients
     * @param log what was logged meanwhile
     * @return what is wrong, as sentences
     */
    public static List<String> violations(Collection<RecordedCall> calls, List<ConflictEntry> log) {
        List<String> violations = new ArrayList<>();
        Map<FeatureId, Set<ConflictEntry>> denials = new HashMap<>();
        for (ConflictEntry entry : log) {
            FeatureId feature = entry.features().get(0);
            // of a deadlock the same is said of who holds and waits at once
            if (feature.value().startsWith("w")
                    && entry.resolution().matches("Deny .* (holds|waits for) the lock")
                    && !denials.computeIfAbsent(feature, id -> new HashSet<>()).add(entry)) {
                violations.add("logged twice: " + entry);
            }
        }
        for (RecordedCall call : calls) {
            Optional<String> denied =
                    call.answer().map(RecordedCall.Answer::text).filter(text -> text.startsWith("denied "));
            request(call.call())
                    .filter(request -> denied.isPresent() && !denials.containsKey(request.feature()))
                    .ifPresent(request -> violations.add("acknowledged and not logged: " + call));
        }
        return violations;
    }

    private static Optional<LockRequest> request(StoreCall call) {
        Command<?> command = call instanceof StoreCall.Obtain obtain
                ? obtain.command()
                : call instanceof StoreCall.Carry carry ? carry.command() : null;
        return command instanceof Command.RequestLocks request ? Optional.of(request.request()) : Optional.empty();
    }
}
