/**
 * The run machine: how a run begins, is taken over and goes on, as pure functions. No file, thread or clock.
 *
 * <table>
 * <caption>Its parts, each of which knows only those below it</caption>
 * <tr><th>package</th><th>subject</th></tr>
 * <tr><td>{@code run}</td><td>the machine, and what a try takes over from an earlier one</td></tr>
 * <tr><td>{@code run.wave}</td><td>how events change the phase of a wave</td></tr>
 * <tr><td>{@code run.feature}</td><td>how events change the phase of a feature</td></tr>
 * <tr><td>{@code run.step}</td><td>what all steps work with, and which actions follow from phases</td></tr>
 * <tr><td>{@code run.scheduling}</td><td>when features begin and which are integrated together</td></tr>
 * <tr><td>{@code run.event}</td><td>events, actions and notices</td></tr>
 * </table>
 */
@NullMarked
package dev.coord.core.run;

import org.jspecify.annotations.NullMarked;
