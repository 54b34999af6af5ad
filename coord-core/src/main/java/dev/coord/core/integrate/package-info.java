/** What of branches that are there is integrated, in which order, and what of it was taken back. Pure rules, which ask no git. */
@NullMarked
package dev.coord.core.integrate;

import org.jspecify.annotations.NullMarked;
