/** JSON, merged member by member, whatever lines it stands on. */
@NullMarked
package dev.coord.content.json;

import org.jspecify.annotations.NullMarked;
