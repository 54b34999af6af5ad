/** What files import, as far as their text tells. */
@NullMarked
package dev.coord.content.imported;

import org.jspecify.annotations.NullMarked;
