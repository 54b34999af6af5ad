/**
 * How events change the phases of a run and its features. Steps set phases and nothing else; {@link Actions} alone knows what
 * has to be done outside for a phase. No file, thread or clock.
 */
@NullMarked
package dev.coord.core.run.step;

import org.jspecify.annotations.NullMarked;
