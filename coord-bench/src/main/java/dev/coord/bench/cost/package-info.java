/** One class for each part of the report on runs: what merging, proving, landing and the radar cost. */
@NullMarked
package dev.coord.bench.cost;

import org.jspecify.annotations.NullMarked;
