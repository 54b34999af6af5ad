/** PostgreSQL's statements: where each begins and ends, and what it makes, changes and drops. No file and no database lives here. */
@NullMarked
package dev.coord.content.sql;

import org.jspecify.annotations.NullMarked;
