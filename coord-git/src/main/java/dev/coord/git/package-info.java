/**
 * Worktrees, merges and the landing of a wave, through the git command line, and agents as processes. Nothing here decides
 * what is done when; that is the run machine's.
 */
@NullMarked
package dev.coord.git;

import org.jspecify.annotations.NullMarked;
