/**
 * Steps of one feature in a run: its locks, its agent, the checks of its work, and what follows where one of them fails. They set
 * phases and nothing else. No file, thread or clock.
 */
@NullMarked
package dev.coord.core.run.feature;

import org.jspecify.annotations.NullMarked;
