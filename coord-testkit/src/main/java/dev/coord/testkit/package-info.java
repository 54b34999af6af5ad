/** An in-memory store, virtual time, and the contracts that every store has to pass. */
@NullMarked
package dev.coord.testkit;

import org.jspecify.annotations.NullMarked;
