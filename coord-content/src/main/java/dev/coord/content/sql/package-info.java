/** PostgreSQL statements as text: their tokens and names, where each begins and ends, what each can reach. No file and no database lives here. */
@NullMarked
package dev.coord.content.sql;

import org.jspecify.annotations.NullMarked;
