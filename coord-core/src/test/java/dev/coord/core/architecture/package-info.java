/** What holds coord-core together: arrows that run one way, and rules that are pure. */
@NullMarked
package dev.coord.core.architecture;

import org.jspecify.annotations.NullMarked;
