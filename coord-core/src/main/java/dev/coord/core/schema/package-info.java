/** What trials of migrations mean for the features of a wave. Pure. */
@NullMarked
package dev.coord.core.schema;

import org.jspecify.annotations.NullMarked;
