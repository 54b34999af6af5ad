/** A parallel run: its record, the agents and the places they work in. No rule lives here. */
@NullMarked
package dev.coord.run;

import org.jspecify.annotations.NullMarked;
