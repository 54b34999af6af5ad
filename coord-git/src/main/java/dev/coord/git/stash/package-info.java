/** The list of stashes that all work trees share: what agents left in it, and what others have there kept while an agent works. */
@NullMarked
package dev.coord.git.stash;

import org.jspecify.annotations.NullMarked;
