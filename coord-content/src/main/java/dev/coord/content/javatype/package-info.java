/** What Java files import and which types they declare, and where those lie. */
@NullMarked
package dev.coord.content.javatype;

import org.jspecify.annotations.NullMarked;
