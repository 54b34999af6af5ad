package dev.coord.fs.commit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Updates that wait for a commit: those that wait at the same time are committed together. Safe from many threads. */
public final class TicketQueue {

    private static final int LARGEST_BATCH = 256;

    private final CommitThread thread;
    private final BatchCommit batches;
    private final ConcurrentLinkedQueue<Ticket<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    public TicketQueue(CommitThread thread, BatchCommit batches) {
        this.thread = thread;
        this.batches = batches;
    }

    public void add(Ticket<?> ticket) {
        queue.add(ticket);
        schedule();
    }

    /** Whoever adds a ticket sees to it that a commit is to come; one that is to come already will find the ticket. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            CompletableFuture<Void> accepted = thread.submit(this::commitQueued);
            if (accepted.isCompletedExceptionally()) {
                scheduled.set(false);
                drain(Integer.MAX_VALUE).forEach(ticket -> ticket.fail(thread.isClosed()));
            }
        }
    }

    /** Whoever comes while another process has the lock is in time for this commit. */
    private void commitQueued() {
        List<Ticket<?>> batch = new ArrayList<>();
        try {
            if (!queue.isEmpty()) {
                batches.files().rehearseCommit();
                thread.locked(() -> {
                    batch.addAll(drain(LARGEST_BATCH));
                    batches.commit(batch);
                });
            }
            batch.forEach(Ticket::acknowledge);
        } catch (IOException | RuntimeException | Error e) { // it is the callers', and the thread goes on
            List<Ticket<?>> failed = batch.isEmpty() ? drain(Integer.MAX_VALUE) : batch;
            failed.forEach(ticket -> ticket.fail(e));
        }
        scheduled.set(false);
        if (!queue.isEmpty()) {
            schedule();
        }
    }

    private List<Ticket<?>> drain(int most) {
        List<Ticket<?>> batch = new ArrayList<>();
        while (batch.size() < most) {
            Ticket<?> next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }
}
