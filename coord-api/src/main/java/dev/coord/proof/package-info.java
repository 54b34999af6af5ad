/**
 * What is proven of a merged wave before it lands: that nothing vanished, and what checks of its files find. The readers and checks
 * are ports. No rule lives here.
 */
@NullMarked
package dev.coord.proof;

import org.jspecify.annotations.NullMarked;
