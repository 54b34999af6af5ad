/** What of the history of the target coord landed, for which feature, and what of it was taken back since. */
@NullMarked
package dev.coord.git.history;

import org.jspecify.annotations.NullMarked;
