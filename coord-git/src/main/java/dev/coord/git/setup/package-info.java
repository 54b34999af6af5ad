/**
 * What makes a new work tree a working copy: ignored files that are carried into it, and the command that sets it up. Which files are
 * carried, and what set-up may leave, is decided by values; the rest asks git, copies and runs.
 */
@NullMarked
package dev.coord.git.setup;

import org.jspecify.annotations.NullMarked;
