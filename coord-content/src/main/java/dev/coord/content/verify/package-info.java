/** What must hold of every merged file, whatever merged it. No kind lives here. */
@NullMarked
package dev.coord.content.verify;

import org.jspecify.annotations.NullMarked;
