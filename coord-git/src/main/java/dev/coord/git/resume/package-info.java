/** Work that goes back to its agent: laid out with the newest target, and looked at when it comes home. */
@NullMarked
package dev.coord.git.resume;

import org.jspecify.annotations.NullMarked;
