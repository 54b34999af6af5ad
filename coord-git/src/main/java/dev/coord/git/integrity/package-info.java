/** What is wrong with the files of a merged wave. */
@NullMarked
package dev.coord.git.integrity;

import org.jspecify.annotations.NullMarked;
