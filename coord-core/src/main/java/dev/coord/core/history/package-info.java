/**
 * What a store's commits did, told as events: derived from the snapshots before and after, so that every store and every
 * edit by others is told alike; and what tells two versions of a list apart. Pure; no file lives here.
 */
@NullMarked
package dev.coord.core.history;

import org.jspecify.annotations.NullMarked;
