/** Imports and exports of JavaScript and TypeScript, and imports of Java, Python and Go. */
@NullMarked
package dev.coord.content.imports;

import org.jspecify.annotations.NullMarked;
