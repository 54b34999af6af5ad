package dev.coord.core.lock.contention;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What contention for locks leaves in the conflict log. Specification 5.2, reading 13. */
public final class Contention {

    /** Who is met and how; one entry of the log each. */
    private record Encounter(ConflictType type, AgentId agent, FeatureId feature, boolean waits) {

        static Encounter of(LockConflict conflict) {
            Holder holder = conflict.holder();
            return new Encounter(
                    conflict.bothWrite() ? ConflictType.FILE_WRITE_CONFLICT : ConflictType.READ_AFTER_WRITE,
                    holder.agent(),
                    holder.feature(),
                    Contention.waits(conflict));
        }
    }

    private Contention() {}

    public static List<ConflictEntry> denied(LockRequest request, List<LockConflict> conflicts, Instant now) {
        return entries(
                request,
                conflicts,
                now,
                met -> "Deny " + request.agent() + ", " + met.agent()
                        + (met.waits() ? " waits for the lock" : " holds the lock"));
    }

    /** A write that meets a write and may not wait; where a read is on one side, not being served is no conflict. */
    public static List<ConflictEntry> refused(LockRequest request, List<LockConflict> conflicts, Instant now) {
        return denied(
                request, conflicts.stream().filter(LockConflict::bothWrite).toList(), now);
    }

    /** A write that waits for a write halts its agent; a read on one side waits without a word. */
    public static List<ConflictEntry> halted(LockRequest request, List<LockConflict> conflicts, Instant now) {
        List<LockConflict> writes =
                conflicts.stream().filter(LockConflict::bothWrite).toList();
        return entries(request, writes, now, met -> "Wait for lock release");
    }

    public static List<ConflictEntry> deadlocked(
            LockRequest request, List<LockConflict> conflicts, List<AgentId> cycle, Instant now) {
        String circle = cycle.stream().map(AgentId::value).collect(Collectors.joining(" -> "));
        return entries(
                request,
                conflicts,
                now,
                met -> "Deny " + request.agent() + ", which would wait for ever: " + circle + " -> " + cycle.get(0));
    }

    public static ConflictEntry broken(Lease lease, String reason, Instant now) {
        return ended(
                lease, List.of(lease.feature()), "Break " + lease.id() + " of " + lease.agent() + ": " + reason, now);
    }

    public static ConflictEntry wounded(Lease lease, LockRequest request, Instant now) {
        List<FeatureId> features = request.feature().equals(lease.feature())
                ? List.of(request.feature())
                : List.of(request.feature(), lease.feature());
        return ended(
                lease,
                features,
                "Take " + lease.id() + " of " + lease.agent() + " for " + request.agent() + ", whose work is older",
                now);
    }

    private static ConflictEntry ended(Lease lease, List<FeatureId> features, String resolution, Instant now) {
        boolean writes = lease.locks().stream().anyMatch(lock -> lock.operation() == Operation.WRITE);
        return new ConflictEntry(
                now,
                writes ? ConflictType.FILE_WRITE_CONFLICT : ConflictType.READ_AFTER_WRITE,
                features,
                lease.locks().stream().map(lock -> lock.path().value()).toList(),
                resolution);
    }

    public static ConflictEntry broken(ForeignLock foreign, String reason, Instant now) {
        return new ConflictEntry(
                now,
                foreign.lock().operation() == Operation.WRITE
                        ? ConflictType.FILE_WRITE_CONFLICT
                        : ConflictType.READ_AFTER_WRITE,
                List.of(foreign.feature()),
                List.of(foreign.lock().path().value()),
                "Break the foreign lock of " + foreign.lockedBy() + ": " + reason);
    }

    private static List<ConflictEntry> entries(
            LockRequest request, List<LockConflict> conflicts, Instant now, Function<Encounter, String> resolution) {
        Map<Encounter, List<String>> paths = new LinkedHashMap<>();
        for (LockConflict conflict : told(conflicts)) {
            paths.computeIfAbsent(Encounter.of(conflict), met -> new ArrayList<>())
                    .add(conflict.wanted().path().value());
        }
        return paths.entrySet().stream()
                .map(entry -> entry(request, entry.getKey(), entry.getValue(), now, resolution.apply(entry.getKey())))
                .toList();
    }

    /**
     * With all who hold, but of those who wait ahead only with one, the first who writes as the request does: a queue
     * would else leave as many entries as it has pairs.
     */
    private static List<LockConflict> told(List<LockConflict> conflicts) {
        Optional<AgentId> first = conflicts.stream()
                .filter(Contention::waits)
                .min(Comparator.comparing(conflict -> !conflict.bothWrite()))
                .map(conflict -> conflict.holder().agent());
        return conflicts.stream()
                .filter(conflict -> !waits(conflict)
                        || first.filter(conflict.holder().agent()::equals).isPresent())
                .toList();
    }

    private static boolean waits(LockConflict conflict) {
        return conflict.holder().kind() == Holder.Kind.WAITER;
    }

    private static ConflictEntry entry(
            LockRequest request, Encounter met, List<String> paths, Instant now, String resolution) {
        List<FeatureId> features = request.feature().equals(met.feature())
                ? List.of(request.feature())
                : List.of(request.feature(), met.feature());
        return new ConflictEntry(
                now, met.type(), features, paths.stream().distinct().toList(), resolution);
    }
}
