/** The snapshot that a store keeps, the commands that change it, and the port of a store. */
@NullMarked
package dev.coord.state;

import org.jspecify.annotations.NullMarked;
