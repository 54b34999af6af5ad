/** How a run says things to people: names, counts, durations and the end of an output. Texts only; what they tell is decided elsewhere. */
@NullMarked
package dev.coord.core.run.text;

import org.jspecify.annotations.NullMarked;
