/** The snapshot, the port of the stores that keep it, and what an update makes of it. No rule lives here. */
@NullMarked
package dev.coord.store;

import org.jspecify.annotations.NullMarked;
