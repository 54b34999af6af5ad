/** The lifecycle of a feature as pure functions: no file, thread or clock. */
@NullMarked
package dev.coord.core.state;

import org.jspecify.annotations.NullMarked;
