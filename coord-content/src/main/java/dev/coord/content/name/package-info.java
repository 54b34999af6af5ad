/** The objects and columns that SQL statements name, those they change and those they only use, with the schema that a name stands for. */
@NullMarked
package dev.coord.content.name;

import org.jspecify.annotations.NullMarked;
