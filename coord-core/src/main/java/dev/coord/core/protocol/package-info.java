/**
 * What the protocol's files say: rows and facts of {@code coordination-locks.json} and {@code coordination-state.json}, how both are
 * written, what changed in them lately, and the text of conflict log entries. Bytes and values in, bytes and values out; files
 * belong to the stores. Specification 3.1, 4.1 and "Conflict Log".
 */
@NullMarked
package dev.coord.core.protocol;

import org.jspecify.annotations.NullMarked;
