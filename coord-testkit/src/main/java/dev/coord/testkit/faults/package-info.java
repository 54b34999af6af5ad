/**
 * A file system that fails when it is told to, for tests of programs that must not lose what they were given.
 *
 * <p>{@link dev.coord.testkit.faults.FaultyFileSystem} wraps the JDK's own: files and locks are real, every operation that
 * changes something is counted and recorded. It is used in two ways.
 *
 * <p><b>Crashes, without doing the work again.</b> Do the work once, note how many operations there were when it was acknowledged,
 * and look at everything a crash could have left at any instant:
 *
 * <pre>{@code
 * FaultyFileSystem disk = FaultyFileSystem.over(temp); // an empty directory
 * MyStore store = MyStore.open(disk.root());
 * store.put("key", "value");
 * int acknowledged = disk.operations().size();
 * store.close();
 *
 * for (CrashState state : disk.crashStates(CrashModel.POWER_CUT)) {
 *     Path fresh = Files.createTempDirectory("after-crash");
 *     state.materialise(fresh);
 *     MyStore again = MyStore.open(fresh); // must not throw
 *     if (state.operations() >= acknowledged) {
 *         assertThat(again.get("key")).as(state.toString()).isEqualTo("value");
 *     }
 * }
 * }</pre>
 *
 * <p><b>Errors, one at a time.</b> Do the work anew for every operation of it, and let that one fail:
 *
 * <pre>{@code
 * for (int k = 1; k <= acknowledged; k++) {
 *     FaultyFileSystem disk = FaultyFileSystem.over(emptyDirectory());
 *     disk.inject(Faults.at(k, Fault.error(Fault.NO_SPACE)));
 *     MyStore store = MyStore.open(disk.root()); // says so, or works
 *     disk.inject(Faults.none());
 *     // the store must work again
 * }
 * }</pre>
 *
 * <p>What a power cut may leave is said at {@link dev.coord.testkit.faults.CrashModel#POWER_CUT}.
 */
@NullMarked
package dev.coord.testkit.faults;

import org.jspecify.annotations.NullMarked;
