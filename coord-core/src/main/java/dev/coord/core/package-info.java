/** The facade that an embedding framework uses. */
@NullMarked
package dev.coord.core;

import org.jspecify.annotations.NullMarked;
