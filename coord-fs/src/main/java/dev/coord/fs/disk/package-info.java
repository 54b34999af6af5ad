/**
 * Files of one directory: read without following links, replaced as a whole, forced to the disk, and whose they are. Knows nothing
 * of what is in them.
 */
@NullMarked
package dev.coord.fs.disk;

import org.jspecify.annotations.NullMarked;
