/** Which feature waits for which: prerequisites, circles, and who reaches whom. */
@NullMarked
package dev.coord.core.graph;

import org.jspecify.annotations.NullMarked;
