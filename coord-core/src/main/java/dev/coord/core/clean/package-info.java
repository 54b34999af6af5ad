/** Which of what coord keeps in a repository can go. Pure. */
@NullMarked
package dev.coord.core.clean;

import org.jspecify.annotations.NullMarked;
