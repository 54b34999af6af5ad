/** How answers are made, and the parts that several of them share. Only for the packages beside it. */
@NullMarked
package dev.coord.core.answer.field;

import org.jspecify.annotations.NullMarked;
