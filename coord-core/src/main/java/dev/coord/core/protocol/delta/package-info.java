/**
 * What the latest changes added to the facts of the protocol's files and took away from them, kept as long as somebody may write
 * back a file as it was before. Values in, values out. Specification 3.1 and 4.1.
 */
@NullMarked
package dev.coord.core.protocol.delta;

import org.jspecify.annotations.NullMarked;
