package dev.coord.cli;

import dev.coord.cli.shell.EndingSignal;
import dev.coord.cli.shell.Output;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Turns a signal that ends the process (Ctrl-C, SIGTERM) into an interrupt of the command, and gives it time to clear up. A
 * command that is done by then ends as it would have; any other one says what ended it.
 */
final class Interruption {

    /** Less than the second in which a command has to end. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /** These have agents, a command or a trial on a database to end. */
    private static final Set<String> WITH_AGENTS = Set.of("run", "integrate", "rollback", "demo", "lock hold");

    private static final Duration PATIENCE_WITH_AGENTS = Duration.ofSeconds(20);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration patience;
    private final Output err;
    private volatile int status;

    private Interruption(Duration patience, Output err) {
        this.patience = patience;
        this.err = err;
    }

    /**
     * From now on.
     *
     * @param args the words of the command
     * @param err where it says what ended it
     */
    static Interruption ofThisThread(String[] args, Output err) {
        boolean withAgents = WITH_AGENTS.stream()
                .anyMatch(verb -> (String.join(" ", args) + " ").matches("(--json )?" + verb + " .*"));
        Interruption interruption = new Interruption(withAgents ? PATIENCE_WITH_AGENTS : PATIENCE, err);
        Thread command = Thread.currentThread();
        Thread hook = new Thread(() -> interruption.interrupt(command), "coord-interruption");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            interruption.awaitTheEnd(); // a signal came first: Java ends already, and nothing was begun
        }
        return interruption;
    }

    private void awaitTheEnd() {
        EndingSignal.received().ifPresent(signal -> err.say("coord: " + signal.message()));
        while (true) {
            LockSupport.park();
        }
    }

    /** The command has ended, with this status. */
    void ended(int with) {
        status = with;
        ended.countDown();
    }

    /** A command that did all it was asked before it noticed ends as such: its answer stands. */
    private void interrupt(Thread command) {
        Optional<EndingSignal> signal = EndingSignal.received();
        if (signal.isEmpty()) {
            return; // it has ended by itself
        }
        command.interrupt();
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                err.say("coord: " + signal.get().message());
            } else if (status != signal.get().status()) {
                Runtime.getRuntime().halt(status); // or its work would be done, and called a failure
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
