/** Features that write the same files: runs by scripted agents and merges of real histories, in scratch repositories. */
package dev.coord.bench.overlap;
