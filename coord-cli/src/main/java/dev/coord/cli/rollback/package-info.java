/** {@code coord rollback} and {@code coord clean}: what landed is taken back, and what is kept of old work goes. */
@NullMarked
package dev.coord.cli.rollback;

import org.jspecify.annotations.NullMarked;
