/** Answers about runs: how one goes and went, what it would merge, what live work would meet, and what is taken back or removed. */
@NullMarked
package dev.coord.core.answer.run;

import org.jspecify.annotations.NullMarked;
