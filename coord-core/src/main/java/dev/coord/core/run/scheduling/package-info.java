/** How far a run is, when features begin and which are integrated together. Questions only: nothing here changes a phase. */
@NullMarked
package dev.coord.core.run.scheduling;

import org.jspecify.annotations.NullMarked;
