/**
 * The places agents work in: made, proven, given to an agent, and removed once nothing is only there.
 */
@NullMarked
package dev.coord.git.worktree;

import org.jspecify.annotations.NullMarked;
