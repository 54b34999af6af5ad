/**
 * What stands in the way of a request for locks: held locks and earlier waiters that conflict with it, its place in the queue,
 * circles of waiters, and the log entries that tell of them. Decides nothing: {@code dev.coord.core.lock} does. No file, thread or
 * clock.
 */
@NullMarked
package dev.coord.core.lock.contention;

import org.jspecify.annotations.NullMarked;
