/** Answers about plans: the plan itself, why it is as it is, and how a run of it is expected to go. */
@NullMarked
package dev.coord.core.answer.plan;

import org.jspecify.annotations.NullMarked;
