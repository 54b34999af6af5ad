/** What both sides put at one place, side by side: declarations, cases, entries of lists, items of Markdown. */
@NullMarked
package dev.coord.content.element;

import org.jspecify.annotations.NullMarked;
