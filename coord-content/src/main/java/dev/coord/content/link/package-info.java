/** What migrations that are modules name of the work of others: whether it is there, and who has it. How a module is read is told in {@code migration}. */
@NullMarked
package dev.coord.content.link;

import org.jspecify.annotations.NullMarked;
