/** Features, their conflicts, and the plan of waves and assignments that is made of them. */
@NullMarked
package dev.coord.plan;

import org.jspecify.annotations.NullMarked;
