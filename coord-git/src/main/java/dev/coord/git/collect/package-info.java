/**
 * What an agent made, brought home: committed, or pinned under a ref with everything git cannot see, list or add.
 */
@NullMarked
package dev.coord.git.collect;

import org.jspecify.annotations.NullMarked;
