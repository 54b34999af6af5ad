/** What was asked of a store and what happened in it, as JSON in a form that later versions read: commands and events. */
@NullMarked
package dev.coord.core.json.history;

import org.jspecify.annotations.NullMarked;
