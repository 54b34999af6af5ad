/** Whether anything vanished from a merged wave, read from git for the rules of {@code dev.coord.core.survival}. */
@NullMarked
package dev.coord.git.prove;

import org.jspecify.annotations.NullMarked;
