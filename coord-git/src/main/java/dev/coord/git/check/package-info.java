/** The check of a feature in the work tree where its agent worked: what it leaves there is nobody's work. */
@NullMarked
package dev.coord.git.check;

import org.jspecify.annotations.NullMarked;
