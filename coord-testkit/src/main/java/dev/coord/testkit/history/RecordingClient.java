package dev.coord.testkit.history;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.history.RecordedCall.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Uses a store through a {@link Coordinator} and writes down every call before it is made and every answer once it is
 * there, so that {@link RecordedCall#parse} finds what was asked and what was acknowledged even if the process is killed.
 * For one thread; each thread of a history has a client of its own.
 */
public final class RecordingClient {

    private final String name;
    private final Consumer<String> lines;
    private final Witness store;
    private final Coordinator coordinator;
    private long calls;

    private interface Asked<O> {
        O get() throws InterruptedException;
    }

    /**
     * @param store what is used; stays open
     * @param name tells this client from all others of the history
     * @param lines takes each line, which has no line break; called by the thread that uses the client. What it throws, the
     *     call throws
     */
    public RecordingClient(CoordinationStore store, String name, Consumer<String> lines) {
        this.name = CallText.encode(name);
        this.lines = lines;
        this.store = new Witness(store);
        this.coordinator = new Coordinator(this.store);
    }

    /**
     * As {@link Coordinator#acquire(LockRequest)}.
     *
     * @param request which locks, for whom
     * @return granted, denied, deadlocked or timed out
     * @throws InterruptedException if the thread is interrupted
     */
    public LockOutcome acquire(LockRequest request) throws InterruptedException {
        return record(new StoreCall.Obtain(new Command.RequestLocks(request)), () -> coordinator.acquire(request));
    }

    /**
     * As {@link Coordinator#tryAcquire(LockRequest)}.
     *
     * @param request which locks, for whom
     * @return granted or denied
     */
    public LockOutcome tryAcquire(LockRequest request) {
        StoreCall call = CallText.request(request.withPolicy(ContentionPolicy.FAIL));
        return now(call, () -> coordinator.tryAcquire(request));
    }

    /**
     * As {@link Coordinator#upgrade}.
     *
     * @param lease which lease
     * @param patience how long the upgrade may stay in the queue
     * @return granted, deadlocked, timed out, or gone where {@code upgrade} throws {@link LeaseLost}
     * @throws InterruptedException if the thread is interrupted
     */
    public LockOutcome upgrade(LeaseId lease, Duration patience) throws InterruptedException {
        return record(new StoreCall.Obtain(new Command.UpgradeLease(lease, patience)), () -> {
            try {
                return coordinator.upgrade(lease, patience);
            } catch (LeaseLost e) {
                return new LeaseOutcome.Gone(lease, String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * As {@link Coordinator#apply(Command)}.
     *
     * @param <O> type of the answer
     * @param command what to do; any but to store a feature set
     * @return the answer
     */
    public <O> O apply(Command<O> command) {
        return now(new StoreCall.Carry(command), () -> coordinator.apply(command));
    }

    /**
     * As {@link Coordinator#status()}.
     *
     * @return the latest snapshot
     */
    public Snapshot read() {
        return now(new StoreCall.Read(), coordinator::status);
    }

    private <O> O now(StoreCall call, Asked<O> asked) {
        try {
            return record(call, asked);
        } catch (InterruptedException e) {
            throw new AssertionError("it does not wait", e);
        }
    }

    private <O> O record(StoreCall call, Asked<O> asked) throws InterruptedException {
        String number = name + " " + ++calls + " ";
        store.steps().clear();
        String line = CallText.write(call);
        lines.accept("call " + number + System.nanoTime() + " " + line);
        O outcome = asked.get();
        long at = System.nanoTime();
        lines.accept("answer " + number + at + " " + text(store.steps()) + " " + CallText.encode(Answers.of(outcome)));
        return outcome;
    }

    private static String text(List<Step> steps) {
        return steps.stream()
                .map(step -> step.before() + ":" + step.revision() + ":" + step.lastToken() + ":" + step.digest())
                .collect(Collectors.joining(","));
    }
}
