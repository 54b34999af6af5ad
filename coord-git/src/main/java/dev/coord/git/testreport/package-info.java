/** Which tests failed, from the files and the output that tests leave. */
@NullMarked
package dev.coord.git.testreport;

import org.jspecify.annotations.NullMarked;
