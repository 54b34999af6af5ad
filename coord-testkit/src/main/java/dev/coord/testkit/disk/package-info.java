/** Recorded effects on files, and what a disk holds once some of them have happened. No file system lives here. */
@NullMarked
package dev.coord.testkit.disk;

import org.jspecify.annotations.NullMarked;
