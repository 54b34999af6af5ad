/** What files of any language import and make known, and where that lies in one tree. No language lives here. */
@NullMarked
package dev.coord.content.module;

import org.jspecify.annotations.NullMarked;
