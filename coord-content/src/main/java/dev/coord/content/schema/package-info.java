/** Whether the migrations of a merged wave fit each other, the target and what was declared. No database is asked. */
@NullMarked
package dev.coord.content.schema;

import org.jspecify.annotations.NullMarked;
