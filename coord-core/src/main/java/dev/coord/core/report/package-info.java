/** What became of a run, as its report tells it: a pure function of its record, and its text. No file, thread or clock. */
@NullMarked
package dev.coord.core.report;

import org.jspecify.annotations.NullMarked;
