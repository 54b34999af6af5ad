/**
 * A parallel run in virtual time, on one thread, from one seed: store, repository, agents, outsiders and a coordinator that
 * dies. What happens is drawn in {@code Chance}; what must hold is asked in {@code Watch} after every event.
 */
@NullMarked
package dev.coord.testkit.simulation;

import org.jspecify.annotations.NullMarked;
