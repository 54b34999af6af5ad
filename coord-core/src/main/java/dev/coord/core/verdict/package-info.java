/** What tests say: which of them failed, told from what they print, and what is remembered of their verdicts. */
@NullMarked
package dev.coord.core.verdict;

import org.jspecify.annotations.NullMarked;
