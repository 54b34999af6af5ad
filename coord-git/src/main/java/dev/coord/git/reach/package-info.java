/** Which files those that features declare import, on a merged wave. */
@NullMarked
package dev.coord.git.reach;

import org.jspecify.annotations.NullMarked;
