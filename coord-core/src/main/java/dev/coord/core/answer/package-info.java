/**
 * Answers: what {@code --json} prints, and what any other way to ask gives, written once with names that never change with the
 * code's. An answer is made from values; nothing here looks at a clock, a file or a process.
 */
@NullMarked
package dev.coord.core.answer;

import org.jspecify.annotations.NullMarked;
