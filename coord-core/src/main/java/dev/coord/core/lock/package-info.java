/** The lock table as pure functions: grant, queue, promote, expire. No file, thread or clock. */
@NullMarked
package dev.coord.core.lock;

import org.jspecify.annotations.NullMarked;
