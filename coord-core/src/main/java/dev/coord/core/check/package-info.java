/** Which checks of features run before a wave lands. Specification 6.1. */
@NullMarked
package dev.coord.core.check;

import org.jspecify.annotations.NullMarked;
