/**
 * What a radar computes again, how changed lines meet, and what is new to tell. Pure; what lies in repositories it is handed.
 */
@NullMarked
package dev.coord.core.radar;

import org.jspecify.annotations.NullMarked;
