/** What stores and other ports share that are made outside coord-core: waiting for a snapshot, passing calls on, and words for failures. */
@NullMarked
package dev.coord.core.spi;

import org.jspecify.annotations.NullMarked;
