/**
 * The two logs that follow a commit: {@code history.jsonl} and {@code conflicts.log}. What is missing of them is completed, or marked.
 */
@NullMarked
package dev.coord.fs.history;

import org.jspecify.annotations.NullMarked;
