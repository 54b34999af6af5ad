/** The store of files: one snapshot replaced atomically under a lock, and the JSON files derived from it. */
@NullMarked
package dev.coord.fs;

import org.jspecify.annotations.NullMarked;
