/** Commands that read the feature file and write nothing. */
@NullMarked
package dev.coord.cli.plan;

import org.jspecify.annotations.NullMarked;
