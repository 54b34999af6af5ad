/**
 * Ways to keep two holders of a path apart, behind one interface, each written as its users write it. {@link
 * dev.coord.bench.contender.Contenders} knows them by name; the processes of the harness open them.
 */
package dev.coord.bench.contender;
