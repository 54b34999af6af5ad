/**
 * How coord is embedded, in programs short enough to copy: what stands between {@code // begin} and {@code // end} is all that it
 * takes. Each is run by {@link dev.coord.examples.ExamplesTest}, or is a test itself.
 */
@NullMarked
package dev.coord.examples;

import org.jspecify.annotations.NullMarked;
