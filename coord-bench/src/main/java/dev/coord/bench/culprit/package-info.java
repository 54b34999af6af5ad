/** Searches for the features that break a wave, played. */
package dev.coord.bench.culprit;
