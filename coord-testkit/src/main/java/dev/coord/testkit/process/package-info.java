/**
 * Proofs about stores that several processes share. A store's tests implement a contract and name a
 * {@link dev.coord.testkit.process.StoreProvider}; the contract starts other JVMs with the class path of the test, which
 * open the store by it.
 *
 * <table>
 * <caption>The contracts</caption>
 * <tr><th>contract</th><th>what is proven</th><th>by default, and in full</th></tr>
 * <tr><td>{@link dev.coord.testkit.process.KillContract}</td>
 * <td>nothing is lost and nothing is left, whoever is killed</td><td>40 kills, 10,000</td></tr>
 * <tr><td>{@link dev.coord.testkit.process.LinearizabilityContract}</td>
 * <td>the answers are those of one client at a time</td><td>40 histories, 2,000</td></tr>
 * <tr><td>{@link dev.coord.testkit.process.FairnessContract}</td>
 * <td>whoever asks first is served first</td><td>320 turns, 16,000</td></tr>
 * </table>
 *
 * <p>{@link dev.coord.testkit.process.JavaProcess}, {@link dev.coord.testkit.process.Worker},
 * {@link dev.coord.testkit.process.Spares} and {@link dev.coord.testkit.process.ClassArchive} are for tests with processes
 * of their own.
 */
@NullMarked
package dev.coord.testkit.process;

import org.jspecify.annotations.NullMarked;
