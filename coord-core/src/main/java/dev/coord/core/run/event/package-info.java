/** What a run hears and what it says: events in, actions and notices out. Values only; no rule lives here. */
@NullMarked
package dev.coord.core.run.event;

import org.jspecify.annotations.NullMarked;
