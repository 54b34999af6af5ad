/** The run machine as pure functions: events in, actions out. No file, thread or clock. */
@NullMarked
package dev.coord.core.run;

import org.jspecify.annotations.NullMarked;
