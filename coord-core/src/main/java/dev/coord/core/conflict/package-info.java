/** What features contend for, and what of it keeps two of them apart. Specification 1.2 and 5.1. */
@NullMarked
package dev.coord.core.conflict;

import org.jspecify.annotations.NullMarked;
