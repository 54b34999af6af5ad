/** What several threads do to one store at the same time, and what has to become of it. For the contracts of stores. */
@NullMarked
package dev.coord.testkit.concurrent;

import org.jspecify.annotations.NullMarked;
