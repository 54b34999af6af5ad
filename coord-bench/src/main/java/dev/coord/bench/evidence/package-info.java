/** Merges of public histories once more: what people committed, and what mergers make of the same versions. */
package dev.coord.bench.evidence;
