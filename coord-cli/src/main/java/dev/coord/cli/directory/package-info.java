/** Commands about the coordination directory itself: its conflict log and its history, its health, and edits by {@code jq}. */
@NullMarked
package dev.coord.cli.directory;

import org.jspecify.annotations.NullMarked;
