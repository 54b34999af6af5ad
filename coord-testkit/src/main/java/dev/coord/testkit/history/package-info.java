/**
 * Histories of what many threads or processes did to a store at once, and whether one after the other could have seen the
 * same.
 *
 * <p>{@link dev.coord.testkit.history.RecordingClient} writes down what it asks a store and what it is told;
 * {@link dev.coord.testkit.history.RecordedCall} reads that back; {@link dev.coord.testkit.history.LinearizabilityChecker}
 * looks for an order of the calls that {@link dev.coord.testkit.history.RulesModel} would have answered alike. The checker
 * takes any other {@link dev.coord.testkit.history.SequentialModel} as well.
 */
@NullMarked
package dev.coord.testkit.history;

import org.jspecify.annotations.NullMarked;
