/**
 * The private document, which is the truth: the snapshot with what it takes to repair the views and to understand edits of them.
 * How it is written and read, and what a commit makes of it.
 */
@NullMarked
package dev.coord.fs.document;

import org.jspecify.annotations.NullMarked;
