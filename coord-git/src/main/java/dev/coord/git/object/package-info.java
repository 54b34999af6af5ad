/** Commits, trees and refs of a repository: read, compared and written. */
@NullMarked
package dev.coord.git.object;

import org.jspecify.annotations.NullMarked;
