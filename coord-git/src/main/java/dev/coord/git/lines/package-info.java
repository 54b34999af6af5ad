/** Lines that a merged wave has, added or lost, counted and blamed. */
@NullMarked
package dev.coord.git.lines;

import org.jspecify.annotations.NullMarked;
