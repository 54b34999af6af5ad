/** What coord sees of imports, beside what other tools see of them. */
@NullMarked
package dev.coord.bench.imported;

import org.jspecify.annotations.NullMarked;
