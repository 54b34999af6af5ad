/** {@code coord run}: what it is told, and what it tells. */
@NullMarked
package dev.coord.cli.run;

import org.jspecify.annotations.NullMarked;
