/** What would conflict among live work, looked at once or watched. */
@NullMarked
package dev.coord.cli.radar;

import org.jspecify.annotations.NullMarked;
