/** The coord command: one class for each verb, and nothing that decides. */
@NullMarked
package dev.coord.cli;

import org.jspecify.annotations.NullMarked;
