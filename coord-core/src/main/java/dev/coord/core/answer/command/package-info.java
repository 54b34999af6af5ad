/** Answers of the command about itself: what went wrong, which version it is, what its demo was good for. */
@NullMarked
package dev.coord.core.answer.command;

import org.jspecify.annotations.NullMarked;
