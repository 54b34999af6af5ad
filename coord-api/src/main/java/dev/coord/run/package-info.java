/** A parallel run as its user sees it: options, progress, results, and the port that starts agents. */
@NullMarked
package dev.coord.run;

import org.jspecify.annotations.NullMarked;
