/** Plans as pictures. */
@NullMarked
package dev.coord.core.diagram;

import org.jspecify.annotations.NullMarked;
