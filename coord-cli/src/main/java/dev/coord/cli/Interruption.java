package dev.coord.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns the end of the process (Ctrl-C, SIGTERM) into an interrupt of the command, and gives it time to clear up. */
final class Interruption {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile int status;

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.interrupt(command), "coord-interruption"));
        return interruption;
    }

    /** The command has ended by itself. */
    void ended(int status) {
        this.status = status;
        ended.countDown();
    }

    /** A command that did all it was asked before it noticed ends as such: its answer stands. */
    private void interrupt(Thread command) {
        command.interrupt();
        try {
            boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (inTime && status == ExitCode.DONE.number()) {
                Runtime.getRuntime().halt(status);
            }
            if (!inTime) {
                new Output(System.err).say("coord: gave up waiting for the command to clear up; run it again to go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
