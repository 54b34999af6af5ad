/** Plans, made of conflicts, dependencies and waves, that can say why each feature stands where it does. Specification 2. */
@NullMarked
package dev.coord.core.plan;

import org.jspecify.annotations.NullMarked;
