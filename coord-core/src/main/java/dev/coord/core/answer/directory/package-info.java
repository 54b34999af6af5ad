/** Answers about a coordination directory: how it looks, its history and conflict log, and edits of its files. */
@NullMarked
package dev.coord.core.answer.directory;

import org.jspecify.annotations.NullMarked;
