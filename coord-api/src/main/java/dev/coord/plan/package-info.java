/** Features, the conflicts between them, and the plan that works them off. No rule lives here. */
@NullMarked
package dev.coord.plan;

import org.jspecify.annotations.NullMarked;
