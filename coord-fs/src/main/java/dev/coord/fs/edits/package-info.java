/**
 * Edits of the files of the protocol, as they are found: read with patience, merged into the document, or put aside. What an
 * edit means is told in {@code dev.coord.core.protocol.edit}.
 */
@NullMarked
package dev.coord.fs.edits;

import org.jspecify.annotations.NullMarked;
