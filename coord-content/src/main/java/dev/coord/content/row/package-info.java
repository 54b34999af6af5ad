/** Rows of one form that both sides added at one place, each with a name: members, properties, attributes, fields, assignments. */
@NullMarked
package dev.coord.content.row;

import org.jspecify.annotations.NullMarked;
