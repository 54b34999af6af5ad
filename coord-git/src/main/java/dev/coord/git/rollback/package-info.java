/** What a branch has that can be taken back, and how. */
@NullMarked
package dev.coord.git.rollback;

import org.jspecify.annotations.NullMarked;
