/** Processes that do work at the same time, what they write down while they do it, and what can be read from that. */
package dev.coord.bench.harness;
