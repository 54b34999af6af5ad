package dev.coord.core.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The environments of processes in one look at all of them. While a process is being replaced by another program its environment
 * reads as empty, and on a machine with much to do that instant lasts; so an empty one is read again until it is told apart from
 * one that has nothing in it. For one thread.
 */
final class ProcEnvironments {

    /** Of a whole look. A count, not a time: where processes wait for a processor, so does whoever reads of them. */
    private static final int READ_AGAIN = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(1);

    /** Fields of {@code stat} behind the name, from 0. */
    private static final int STATE = 0;

    private static final int FLAGS = 6;
    private static final int ENVIRONMENT_START = 47;
    private static final int ENVIRONMENT_END = 48;

    /** A thread of the kernel, which has no environment. */
    private static final long KERNEL_THREAD = 0x0020_0000;

    private int readAgain;
    private boolean isSure = true;

    /** Its variables, each ended by a zero; empty where it has none, has ended, is somebody else's, or could not be told in time. */
    String of(long pid) {
        while (true) {
            String environment = ProcFiles.of(pid, "environ").orElse("?");
            if (!environment.isEmpty() || hasNone(ProcFiles.stat(pid))) {
                return environment;
            }
            if (++readAgain > READ_AGAIN) {
                isSure = false;
                return environment;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Whether all that were asked for could be told. */
    boolean areSure() {
        return isSure;
    }

    /** Whether a process whose environment read as empty has none, by its {@code stat}. */
    static boolean hasNone(List<String> stat) {
        if (stat.size() <= ENVIRONMENT_END) {
            return true;
        }
        boolean hasEnded = stat.get(STATE).equals("Z") || stat.get(STATE).equals("X");
        boolean isOfKernel = (Long.parseLong(stat.get(FLAGS)) & KERNEL_THREAD) != 0;
        boolean isFilled = !stat.get(ENVIRONMENT_END).equals("0");
        return hasEnded
                || isOfKernel
                || (isFilled && stat.get(ENVIRONMENT_START).equals(stat.get(ENVIRONMENT_END)));
    }
}
