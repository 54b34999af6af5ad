/** When the tokens of a script are reached: while it is loaded, once its functions are called, or never. No import lives here. */
@NullMarked
package dev.coord.content.use;

import org.jspecify.annotations.NullMarked;
