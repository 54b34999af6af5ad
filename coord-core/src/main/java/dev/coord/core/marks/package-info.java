/** The marks of conflicts that stand in files: which are coord's, and which are left. Pure. Specification 6.1 and 6.2. */
@NullMarked
package dev.coord.core.marks;

import org.jspecify.annotations.NullMarked;
