package dev.coord.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A snapshot with a time, carried from step to step. An agent's feature is called as the agent, in upper case. */
final class LockStory {

    static final Instant BEGIN = Instant.parse("2025-10-30T14:30:00Z");

    Snapshot snapshot = Snapshot.EMPTY;
    Instant now = BEGIN;
    final List<ConflictEntry> log = new ArrayList<>();

    static LockRequest.Builder by(String agent) {
        return LockRequest.builder(agent, feature(agent)).id(new RequestId(agent));
    }

    static String feature(String agent) {
        return agent.toUpperCase(Locale.ROOT);
    }

    static Age wave(int number) {
        return new Age(number, BEGIN);
    }

    static PathLock write(String path) {
        return new PathLock(new RepoPath(path), Operation.WRITE);
    }

    static PathLock read(String path) {
        return new PathLock(new RepoPath(path), Operation.READ);
    }

    static Holder holder(Holder.Kind kind, String agent, PathLock lock) {
        return new Holder(kind, new AgentId(agent), new FeatureId(feature(agent)), lock, BEGIN);
    }

    LockOutcome ask(LockRequest.Builder request) {
        return ask(request.build());
    }

    LockOutcome ask(LockRequest request) {
        return take(LockTable.request(snapshot, request, now));
    }

    Lease granted(LockRequest.Builder request) {
        LockOutcome outcome = ask(request);
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    LockOutcome.Waiting waiting(LockRequest.Builder request) {
        LockOutcome outcome = ask(request);
        assertThat(outcome).isInstanceOf(LockOutcome.Waiting.class);
        return (LockOutcome.Waiting) outcome;
    }

    /** On behalf of a process. */
    LockOutcome.Waiting waiting(LockRequest.Builder request, ProcessId waiter) {
        LockOutcome outcome = take(LockTable.request(snapshot, request.build(), Optional.of(waiter), now));
        assertThat(outcome).isInstanceOf(LockOutcome.Waiting.class);
        return (LockOutcome.Waiting) outcome;
    }

    LeaseOutcome detach(Lease lease) {
        return take(LockTable.detach(snapshot, lease.id(), now));
    }

    LockOutcome withdraw(String request) {
        return take(LockTable.withdraw(snapshot, new RequestId(request), now));
    }

    LeaseOutcome renew(Lease lease) {
        return take(LockTable.renew(snapshot, lease.id(), now));
    }

    LeaseOutcome release(Lease lease) {
        return take(LockTable.release(snapshot, lease.id(), now));
    }

    LockOutcome upgrade(Lease lease, long patience) {
        return take(LockTable.upgrade(snapshot, lease.id(), Duration.ofSeconds(patience), now));
    }

    /** On behalf of a process. */
    LockOutcome upgrade(Lease lease, long patience, ProcessId waiter) {
        return take(LockTable.upgrade(snapshot, lease.id(), Duration.ofSeconds(patience), Optional.of(waiter), now));
    }

    void bury(ProcessId process) {
        snapshot = LockTable.withoutOwners(snapshot, Set.of(process), now);
    }

    LeaseOutcome downgrade(Lease lease) {
        return take(LockTable.downgrade(snapshot, lease.id(), now));
    }

    LeaseOutcome breakLease(Lease lease, String reason) {
        return take(LockTable.breakLease(snapshot, lease.id(), reason, now));
    }

    void expire() {
        snapshot = LockTable.expire(snapshot, now);
    }

    void pass(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    /** Names of the requests that hold leases, in the order of grant. */
    List<String> holding() {
        return snapshot.locks().leases().stream()
                .map(lease -> lease.request().value())
                .toList();
    }

    /** Names of the requests in the queue, in its order. */
    List<String> queued() {
        return snapshot.locks().queue().stream()
                .map(ticket -> ticket.request().id().value())
                .toList();
    }

    private <O> O take(Transition<O> transition) {
        snapshot = transition.after();
        log.addAll(transition.conflicts());
        return transition.outcome();
    }
}
