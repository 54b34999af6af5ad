/** What every subject shares: errors, problems of an input, processes. */
@NullMarked
package dev.coord;

import org.jspecify.annotations.NullMarked;
