/** What every part of coord shares: identifiers, and the one exception it throws. */
@NullMarked
package dev.coord;

import org.jspecify.annotations.NullMarked;
