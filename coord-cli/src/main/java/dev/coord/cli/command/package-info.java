/**
 * What every command has in common: the words it takes, how they are read, and the answers it gives in either form. No command of
 * its own lives here.
 */
@NullMarked
package dev.coord.cli.command;

import org.jspecify.annotations.NullMarked;
