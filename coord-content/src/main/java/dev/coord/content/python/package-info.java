/** What Python modules import and define, and where that lies. */
@NullMarked
package dev.coord.content.python;

import org.jspecify.annotations.NullMarked;
