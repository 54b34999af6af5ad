/** The documents of the protocol, read with every problem at its place, and written. */
@NullMarked
package dev.coord.core.json;

import org.jspecify.annotations.NullMarked;
