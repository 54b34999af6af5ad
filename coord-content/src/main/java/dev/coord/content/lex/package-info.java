/** Words, texts, comments and brackets of the languages whose files are merged. No grammar lives here. */
@NullMarked
package dev.coord.content.lex;

import org.jspecify.annotations.NullMarked;
