/**
 * Live work looked at: work trees read through indexes of coord's own, and pairs of works compared. All that is written lies in a private
 * clone. What meets is decided by the rules of coord-core.
 */
@NullMarked
package dev.coord.git.radar;

import org.jspecify.annotations.NullMarked;
