/**
 * The coord command: one class for each verb, and nothing that decides. A command reads its words, asks the library, and
 * shows the answer as text for people or as one JSON document.
 */
@NullMarked
package dev.coord.cli;

import org.jspecify.annotations.NullMarked;
