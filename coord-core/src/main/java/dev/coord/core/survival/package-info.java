/** Whether what two sides brought to a merge is still there after it. Pure. Specification 6.1 and 6.2. */
@NullMarked
package dev.coord.core.survival;

import org.jspecify.annotations.NullMarked;
