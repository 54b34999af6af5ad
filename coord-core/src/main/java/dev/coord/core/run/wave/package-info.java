/**
 * Steps of a wave in a run: it is merged, proven, tested and landed, or searched for a culprit and sent back. They set phases and
 * nothing else. No file, thread or clock.
 */
@NullMarked
package dev.coord.core.run.wave;

import org.jspecify.annotations.NullMarked;
