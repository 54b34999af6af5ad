/** The versions of a file as text, and what of a file is no text that can be merged. */
@NullMarked
package dev.coord.content.text;

import org.jspecify.annotations.NullMarked;
