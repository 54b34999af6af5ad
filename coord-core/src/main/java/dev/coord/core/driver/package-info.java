/** The shell around the run machine: it does what the actions say and feeds back what happened. */
@NullMarked
package dev.coord.core.driver;

import org.jspecify.annotations.NullMarked;
