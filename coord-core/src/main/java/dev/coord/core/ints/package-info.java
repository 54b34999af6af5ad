/** Lists, heaps and adjacency of numbers without boxing, for plans of a million features. */
@NullMarked
package dev.coord.core.ints;

import org.jspecify.annotations.NullMarked;
