/** What the branches of a merged wave changed, read for the rules of {@code dev.coord.core.audit}. */
@NullMarked
package dev.coord.git.audit;

import org.jspecify.annotations.NullMarked;
