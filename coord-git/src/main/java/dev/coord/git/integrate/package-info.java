/** Branches that are there in place of work that agents make: what they are, what of them has landed, and the ports of their run. */
@NullMarked
package dev.coord.git.integrate;

import org.jspecify.annotations.NullMarked;
