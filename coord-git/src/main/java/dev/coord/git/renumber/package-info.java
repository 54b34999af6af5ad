/** Branches whose migrations get other numbers before they are merged. */
@NullMarked
package dev.coord.git.renumber;

import org.jspecify.annotations.NullMarked;
