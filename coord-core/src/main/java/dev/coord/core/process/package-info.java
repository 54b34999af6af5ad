/**
 * Processes of this host: whether they live, how they are started and ended, and text as the system has it. Only for the modules of coord.
 */
@NullMarked
package dev.coord.core.process;

import org.jspecify.annotations.NullMarked;
