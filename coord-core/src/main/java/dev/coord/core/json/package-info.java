/** Reading and writing JSON, for the packages that know what it means. */
@NullMarked
package dev.coord.core.json;

import org.jspecify.annotations.NullMarked;
