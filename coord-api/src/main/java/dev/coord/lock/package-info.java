/** Locks, the requests for them and the leases that hold them. No rule lives here. */
@NullMarked
package dev.coord.lock;

import org.jspecify.annotations.NullMarked;
