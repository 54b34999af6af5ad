/** Worktrees, merges and the landing of a wave, through the git command line. */
@NullMarked
package dev.coord.git;

import org.jspecify.annotations.NullMarked;
