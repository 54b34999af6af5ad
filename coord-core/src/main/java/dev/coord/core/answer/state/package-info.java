/** Answers about the state of coordination: locks, features, and what an agent that asks for work gets. */
@NullMarked
package dev.coord.core.answer.state;

import org.jspecify.annotations.NullMarked;
