/** The JSON that coord keeps of a snapshot: whole, in parts, and as earlier versions wrote it. */
@NullMarked
package dev.coord.core.json.snapshot;

import org.jspecify.annotations.NullMarked;
