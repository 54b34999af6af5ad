/** The JSON that coord keeps: snapshots, history and commands, in a form that later versions read. */
@NullMarked
package dev.coord.core.json.snapshot;

import org.jspecify.annotations.NullMarked;
