/**
 * Whether what a wave merged still imports what is there, and makes no new circles. Only what the wave brings counts: what was
 * broken on the target is let be.
 */
@NullMarked
package dev.coord.content.dependency;

import org.jspecify.annotations.NullMarked;
