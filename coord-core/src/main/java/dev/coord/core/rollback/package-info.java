/**
 * Which landed work can be taken back, what that makes of the state, and how it went. Pure; specification 6.3, reading 9.
 */
@NullMarked
package dev.coord.core.rollback;

import org.jspecify.annotations.NullMarked;
