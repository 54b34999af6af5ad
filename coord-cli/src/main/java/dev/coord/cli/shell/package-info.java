/** Between a command and whatever called it: the streams, signals and processes. All that coord prints goes through here. */
@NullMarked
package dev.coord.cli.shell;

import org.jspecify.annotations.NullMarked;
