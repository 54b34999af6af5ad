/** The user's tests on what was merged, in a work tree beside the repository. */
@NullMarked
package dev.coord.git.trial;

import org.jspecify.annotations.NullMarked;
