/**
 * What must hold of a history, each rule a function from recorded calls to sentences about what is wrong. Where
 * {@link dev.coord.testkit.history.LinearizabilityChecker} looks for one order of all calls, these look for one kind of
 * fault each, and so take histories of any length.
 */
@NullMarked
package dev.coord.testkit.history.check;

import org.jspecify.annotations.NullMarked;
