/** Leases that are looked after: renewed while their holder lives, and their end told to him. No rule lives here. */
@NullMarked
package dev.coord.core.lease;

import org.jspecify.annotations.NullMarked;
