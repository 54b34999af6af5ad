/** The record of a run as JSON, in a form that later versions read: its phases, the phases of its features, what it cost. */
@NullMarked
package dev.coord.core.json.run;

import org.jspecify.annotations.NullMarked;
