/** Structured merges: what the files of a repository mean. No file is read here, and no other state. */
@NullMarked
package dev.coord.content;

import org.jspecify.annotations.NullMarked;
