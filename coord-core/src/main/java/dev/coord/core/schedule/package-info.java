/** In which order features begin: waves, timelines, critical paths and lower bounds. Specification 2.1. */
@NullMarked
package dev.coord.core.schedule;

import org.jspecify.annotations.NullMarked;
