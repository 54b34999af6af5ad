/**
 * Git as a child process: what is asked, what it answers, its refs, and the patience with locks of others.
 */
@NullMarked
package dev.coord.git.command;

import org.jspecify.annotations.NullMarked;
