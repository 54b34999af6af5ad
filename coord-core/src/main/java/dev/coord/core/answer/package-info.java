/**
 * Answers: what {@code --json} prints, and what any other way to ask gives, written once with names that never change with the
 * code's. An answer is made from values; nothing here looks at a clock, a file or a process.
 *
 * <table>
 * <caption>Where an answer is made</caption>
 * <tr><th>package</th><th>subject</th></tr>
 * <tr><td>{@code answer}</td><td>what an answer is, which kinds there are, and the exit codes</td></tr>
 * <tr><td>{@code answer.plan}</td><td>plans</td></tr>
 * <tr><td>{@code answer.state}</td><td>locks and features</td></tr>
 * <tr><td>{@code answer.run}</td><td>runs, and what is landed and taken back</td></tr>
 * <tr><td>{@code answer.directory}</td><td>the coordination directory</td></tr>
 * <tr><td>{@code answer.command}</td><td>errors, and the command itself</td></tr>
 * </table>
 */
@NullMarked
package dev.coord.core.answer;

import org.jspecify.annotations.NullMarked;
