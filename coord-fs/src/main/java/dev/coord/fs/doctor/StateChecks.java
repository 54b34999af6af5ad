package dev.coord.fs.doctor;

import dev.coord.core.process.ProcessLife;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.owner.LivingOwners;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The locks that are held, and the clock they are measured by. */
final class StateChecks {

    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration SLACK = Duration.ofSeconds(2); // times are kept in whole seconds

    private final Path home;
    private final LockRegistry locks;
    private final Findings findings;
    private final Instant now;

    StateChecks(Path home, StoredDocument document, Findings findings, Instant now) {
        this.home = home;
        this.locks = document.snapshot().locks();
        this.findings = findings;
        this.now = now;
    }

    void carryOut() {
        findings.check("leases", this::leases);
        findings.check("foreign locks", this::foreignLocks);
        findings.check("clock", this::clock);
    }

    private void leases() {
        List<Lease> over = locks.leases().stream().filter(this::isOver).toList();
        if (over.isEmpty()) {
            findings.ok("leases", locks.leases().size() + " in force");
            return;
        }
        Lease first = over.get(0);
        findings.warning(
                "leases",
                over.size() + " are over, such as " + first.id() + " of " + first.agent()
                        + (first.expiresAt().isAfter(now) ? ", whose process is gone" : ", expired"),
                "coord doctor --repair ends them, as the next change does");
    }

    private boolean isOver(Lease lease) {
        return (!lease.expiresAt().isAfter(now) && !livesHere(lease))
                || lease.owner().filter(owner -> !ProcessLife.isAlive(owner)).isPresent();
    }

    /** Then the clock has no say. */
    private static boolean livesHere(Lease lease) {
        return lease.owner().filter(LivingOwners::livesHere).isPresent();
    }

    private void foreignLocks() {
        List<ForeignLock> stale = locks.foreign().stream()
                .filter(lock -> lock.timestamp().isBefore(now.minus(STALE)))
                .toList();
        for (ForeignLock lock : stale) {
            findings.warning(
                    "foreign locks",
                    lock.lockedBy() + " wrote a lock on '" + lock.lock().path() + "' into the file at "
                            + lock.timestamp() + " and has not removed it",
                    "once you are sure that nobody works under it: coord lock break --foreign '"
                            + lock.lock().path() + "' --agent '" + lock.lockedBy() + "' --reason TEXT");
        }
        if (stale.isEmpty()) {
            findings.ok("foreign locks", locks.foreign().size() + ", none older than five minutes");
        }
    }

    private void clock() throws IOException {
        Instant newest = Stream.concat(
                        locks.leases().stream().map(Lease::grantedAt),
                        locks.queue().stream().map(ticket -> ticket.since()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Path truth = new DirectoryLayout(home).truth();
        Instant written = Files.getLastModifiedTime(truth).toInstant();
        Instant latest = newest.isAfter(written) ? newest : written;
        Optional<Lease> far = locks.leases().stream()
                .filter(lease -> lease.expiresAt().isAfter(now.plus(lease.ttl()).plus(SLACK)) && !livesHere(lease))
                .findFirst();
        if (latest.isAfter(now.plus(SLACK))) {
            findings.error(
                    "clock",
                    "it is " + now + ", but something was written at " + latest + ": the clock was set back",
                    "set the clock right; leases end late until then");
        } else if (far.isPresent()) {
            findings.error(
                    "clock",
                    far.get().id() + " ends at " + far.get().expiresAt()
                            + ", further away than it may live: the clock was" + " wrong when it was granted",
                    "coord lock break " + far.get().id() + " --reason TEXT, if its holder is gone");
        } else {
            findings.ok("clock", "nothing was written later than now");
        }
    }
}
