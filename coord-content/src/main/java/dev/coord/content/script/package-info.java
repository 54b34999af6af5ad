/** What JavaScript and TypeScript import and make known, also within Vue, Svelte and Astro files, and where it lies. */
@NullMarked
package dev.coord.content.script;

import org.jspecify.annotations.NullMarked;
