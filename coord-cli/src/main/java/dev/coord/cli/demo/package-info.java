/** {@code coord demo}: a whole run on a project made for it. */
@NullMarked
package dev.coord.cli.demo;

import org.jspecify.annotations.NullMarked;
