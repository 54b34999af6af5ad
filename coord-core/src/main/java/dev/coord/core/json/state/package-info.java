/** What a snapshot says of features, locks, leases and their processes, as JSON in a form that later versions read. */
@NullMarked
package dev.coord.core.json.state;

import org.jspecify.annotations.NullMarked;
