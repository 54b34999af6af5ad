/** Words of the command line: how options and parameters are described, repeated and read. No command lives here. */
@NullMarked
package dev.coord.cli.word;

import org.jspecify.annotations.NullMarked;
