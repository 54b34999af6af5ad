/** The coordination state, and the commands that change it. No rule lives here. */
@NullMarked
package dev.coord.state;

import org.jspecify.annotations.NullMarked;
