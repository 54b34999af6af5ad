/** What of the migrations of a merged wave, or of those that a rollback leaves, a database can try. */
@NullMarked
package dev.coord.content.trial;

import org.jspecify.annotations.NullMarked;
