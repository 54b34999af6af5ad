/** Few threads on one store, in every order they can be in: each answer must be one that the rules give in some order. */
@NullMarked
package dev.coord.testkit.linearizability;

import org.jspecify.annotations.NullMarked;
