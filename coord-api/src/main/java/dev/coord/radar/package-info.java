/** What would conflict among live work, before anything is merged. Specification 5.1 and 6.2. */
@NullMarked
package dev.coord.radar;

import org.jspecify.annotations.NullMarked;
