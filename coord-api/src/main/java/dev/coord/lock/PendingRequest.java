package dev.coord.lock;

import java.time.Instant;

/**
 * A request in the queue. It leaves the queue when it is granted, withdrawn, or at its deadline. Specification 3.1.
 *
 * @param request what is asked for
 * @param since when it was queued
 * @param deadline when it leaves the queue unserved, so that a dead waiter blocks nobody
 */
public record PendingRequest(LockRequest request, Instant since, Instant deadline) {}
