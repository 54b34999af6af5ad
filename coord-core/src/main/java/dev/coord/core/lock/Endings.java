package dev.coord.core.lock;

import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.LostLease.Cause;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of leases. A plain release leaves no trace: that a lease was granted at all is told by the token in its id,
 * and how it ended otherwise by the registry's short list.
 */
final class Endings {

    private static final Pattern NAME = Pattern.compile("lease-([0-9]{1,18})-[0-9a-f]{8}");

    private static final int LONGEST_DETAIL = 200;

    private Endings() {}

    static LeaseId name(FencingToken token, String hash) {
        return new LeaseId("lease-" + token.value() + "-" + hash);
    }

    static LostLease expired(Lease lease) {
        return new LostLease(lease.id(), Cause.EXPIRED, lease.expiresAt(), "");
    }

    static LostLease lost(Lease lease, Cause cause, String detail, Instant now) {
        String kept = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "..." : detail;
        return new LostLease(lease.id(), cause, Expiry.wholeSecond(now), kept);
    }

    static LeaseOutcome.Gone gone(Snapshot current, LeaseId id) {
        return new LeaseOutcome.Gone(
                id,
                "lease '" + id + "' is not in force: " + what(current.locks(), token(id))
                        + "; ask for its locks again before you go on");
    }

    static String what(LockRegistry locks, LeaseId id) {
        return what(locks, token(id));
    }

    static String what(LockRegistry locks, OptionalLong token) {
        if (token.isEmpty()
                || token.getAsLong() < 1
                || token.getAsLong() > locks.lastToken().value()) {
            return "it was never granted";
        }
        Optional<Lease> successor = locks.leases().stream()
                .filter(lease -> lease.request().value().startsWith(Upgrades.NAME + "lease-" + token.getAsLong() + "-"))
                .findFirst();
        if (successor.isPresent()) {
            return "it was upgraded to lease '" + successor.get().id() + "'";
        }
        Optional<LostLease> lost = locks.lost().stream()
                .filter(ending -> token.equals(token(ending.id())))
                .findFirst();
        boolean forgotten = locks.lost().size() == LockRegistry.REMEMBERED;
        return lost.map(Endings::what)
                .orElse(forgotten ? "it was released, or ended otherwise too long ago to say how" : "it was released");
    }

    private static String what(LostLease lost) {
        String detail = lost.detail().isEmpty() ? "" : ": " + lost.detail();
        return switch (lost.cause()) {
            case EXPIRED -> "it expired at " + lost.at();
            case BROKEN -> "it was broken at " + lost.at() + detail;
            case WOUNDED -> "it was taken at " + lost.at() + detail;
            case OWNER_DIED -> "its process had ended at " + lost.at();
            case REMOVED -> "it was removed from the lock file by an edit at " + lost.at();
        };
    }

    private static OptionalLong token(LeaseId id) {
        Matcher name = NAME.matcher(id.value());
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }
}
