/** Files of lines: flat lists, properties, and tables of TOML. */
@NullMarked
package dev.coord.content.lines;

import org.jspecify.annotations.NullMarked;
