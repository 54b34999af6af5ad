/** What migrations make of a schema, one after the other, by what their texts say; and what of it is certain. No database is asked. */
@NullMarked
package dev.coord.content.history;

import org.jspecify.annotations.NullMarked;
