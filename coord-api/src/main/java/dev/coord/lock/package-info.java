/** Locks, leases and the answers to a request for them. */
@NullMarked
package dev.coord.lock;

import org.jspecify.annotations.NullMarked;
