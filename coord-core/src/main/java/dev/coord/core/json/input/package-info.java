/** Feature files: JSON that people write, read with every problem found in it and where. */
@NullMarked
package dev.coord.core.json.input;

import org.jspecify.annotations.NullMarked;
