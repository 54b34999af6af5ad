/** Commands that store features, move one through its life, and show where all of them stand. */
@NullMarked
package dev.coord.cli.feature;

import org.jspecify.annotations.NullMarked;
