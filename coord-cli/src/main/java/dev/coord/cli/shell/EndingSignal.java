package dev.coord.cli.shell;

import java.util.Map;
import java.util.Optional;

/**
 * The signal that ends this process.
 *
 * @param name such as {@code SIGTERM}
 * @param number as the system counts it
 */
public record EndingSignal(String name, int number) {

    private static final Map<String, Integer> NUMBERS = Map.of("SIGHUP", 1, "SIGINT", 2, "SIGTERM", 15);

    /** The thread in which Java carries out a signal is called after it; nothing else says which signal it was. */
    private static final String HANDLER = " handler";

    /** Shells add this to the number of a signal. */
    private static final int KILLED = 128;

    /** The signal that was received, if one was. */
    public static Optional<EndingSignal> received() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith(HANDLER))
                .map(name -> name.substring(0, name.length() - HANDLER.length()))
                .flatMap(name ->
                        Optional.ofNullable(NUMBERS.get(name)).map(number -> new EndingSignal(name, number)).stream())
                .findFirst();
    }

    /** The status that shells know a process by that was ended so. */
    public int status() {
        return KILLED + number;
    }

    /** What happened, as a message. */
    public String message() {
        return "ended by " + name;
    }
}
