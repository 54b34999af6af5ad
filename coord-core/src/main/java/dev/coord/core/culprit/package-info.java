/** Which features of a red wave it is that break it, by as few runs of the tests as possible. Pure. Specification 6.1. */
@NullMarked
package dev.coord.core.culprit;

import org.jspecify.annotations.NullMarked;
