/** Conflicts, dependencies and waves as pure functions: no file, thread or clock. */
@NullMarked
package dev.coord.core.plan;

import org.jspecify.annotations.NullMarked;
