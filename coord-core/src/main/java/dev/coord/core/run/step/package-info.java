/**
 * What all steps of a run work with: its draft and what it knows, its accounts, and how it begins and stops. Steps set phases and
 * nothing else; {@link Actions} alone knows what has to be done outside for a phase. No file, thread or clock.
 */
@NullMarked
package dev.coord.core.run.step;

import org.jspecify.annotations.NullMarked;
