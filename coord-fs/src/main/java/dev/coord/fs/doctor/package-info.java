/**
 * Looks at a coordination directory, also a broken one, and says for each fault what to do. Changes nothing.
 */
@NullMarked
package dev.coord.fs.doctor;

import org.jspecify.annotations.NullMarked;
