/** {@code coord lock} and its commands. */
@NullMarked
package dev.coord.cli.lock;

import org.jspecify.annotations.NullMarked;
