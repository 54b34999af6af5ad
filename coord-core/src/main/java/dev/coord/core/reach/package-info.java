/** Which files of a tree an import means. No language is known here, and no git. */
@NullMarked
package dev.coord.core.reach;

import org.jspecify.annotations.NullMarked;
