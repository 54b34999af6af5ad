/** What PostgreSQL statements make, change and drop. No file and no database lives here. */
@NullMarked
package dev.coord.content.footprint;

import org.jspecify.annotations.NullMarked;
