package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import java.time.Duration;

/**
 * How a merged wave is tested.
 *
 * @param command run by {@code /bin/sh -c} in a work tree of the merged wave, with {@code COORD_RUN} and {@code COORD_WAVE}
 *     in its environment; exit status 0 means that the tests passed
 * @param timeout how long it may take
 */
public record TestCommand(String command, Duration timeout) {

    /**
     * Checks the parts.
     *
     * @throws BadInput if the command is blank or the timeout not positive
     */
    public TestCommand {
        if (command.isBlank()) {
            throw new BadInput("the test command is empty; give a command, or none at all for no tests");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new BadInput("a timeout of " + timeout + " for the tests is not possible; give a positive duration");
        }
    }
}
