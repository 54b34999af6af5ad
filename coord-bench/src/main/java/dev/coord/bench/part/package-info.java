/** One class for each part of the report on locks: measures one thing beside its floor and prints it as a table. */
package dev.coord.bench.part;
