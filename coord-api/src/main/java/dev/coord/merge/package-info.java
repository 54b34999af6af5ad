/** How finished work becomes part of the target branch: ports and results of integration. */
@NullMarked
package dev.coord.merge;

import org.jspecify.annotations.NullMarked;
