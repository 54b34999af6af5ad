/** Where state lies: the repository a command is called in, its work tree, and the coordination directory. Knows no command and no option. */
@NullMarked
package dev.coord.cli.home;

import org.jspecify.annotations.NullMarked;
